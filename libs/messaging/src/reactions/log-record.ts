import type { RecordedJson } from '@edda/event-store';
import type { BrokerRecord } from '../broker/broker.js';
import { toJsonRecord } from '../envelope/cloud-event.js';

/** What the events of the own log seem to come from, as the topic of a dead letter for example. */
export const LOG_TOPIC = 'log';

/**
 * An event of the own log as a record. It says nothing of the one before it: only some types are looked at, so that a
 * repetition is recognised by its id.
 */
export function toLogRecord(event: RecordedJson): BrokerRecord {
  const { headers, ...record } = toJsonRecord({ ...event, topic: LOG_TOPIC, version: null, previousPublic: null });
  return { ...record, headers, partition: 0, offset: event.position, timestamp: event.recordedAt };
}
