import { EddaError } from '@edda/kernel';

export function brokerUnavailable(): EddaError {
  return new EddaError('unavailable', 'BROKER.UNAVAILABLE', 'The broker cannot be reached.');
}

export function topicDrift(): EddaError {
  return new EddaError('conflict', 'BROKER.TOPIC_DRIFT', 'Topic content_events has 3 partitions, not 24.');
}
