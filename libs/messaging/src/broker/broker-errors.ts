import { EddaError } from '@edda/kernel';
import type { TopicPartition } from './broker.js';

/** The broker cannot be reached or did not answer in time; whether the call took effect is unknown. */
export function brokerUnavailable(where: string, cause: unknown): EddaError {
  const reason = cause instanceof Error ? reasonOf(cause) : String(cause);
  const message = `The broker at ${where} cannot be reached (${reason}): try again later.`;
  return new EddaError('unavailable', 'BROKER.UNAVAILABLE', message, [], { cause });
}

export function brokerClosed(): EddaError {
  return new EddaError('unavailable', 'BROKER.CLOSED', 'This broker was closed: the process is shutting down.');
}

/** The broker refused a call for a reason that is a defect of the driver or of the broker's set-up. */
export function brokerFailed(where: string, cause: Error): EddaError {
  return new EddaError('internal', 'BROKER.FAILED', `The broker at ${where} failed: ${reasonOf(cause)}`, [], { cause });
}

export function unknownTopic(topic: string): EddaError {
  return new EddaError(
    'not-found',
    'BROKER.UNKNOWN_TOPIC',
    `There is no topic "${topic}": create it with ensureTopics.`,
  );
}

/** @param drift which topics, and how many partitions they have and should have */
export function topicDrift(drift: string, cause?: unknown): EddaError {
  return new EddaError(
    'conflict',
    'BROKER.TOPIC_DRIFT',
    `Topics exist with another number of partitions (${drift}). It cannot change, because keys would move to other ` +
      'partitions: declare the topic as it is or give it a new name. "npm run topics -- diff" shows all of them.',
    [],
    { cause },
  );
}

/** @param kept the offsets of the oldest record kept and of the next one to come; null when that is not known */
export function offsetOutOfRange(
  group: string,
  { topic, partition }: TopicPartition,
  next: number | null,
  kept: { start: number; end: number } | null,
): EddaError {
  const range = kept ? `the offsets kept are ${kept.start} to ${kept.end}` : 'it is not kept';
  return new EddaError(
    'gone',
    'BROKER.OFFSET_OUT_OF_RANGE',
    `Group "${group}" should read offset ${next ?? '?'} of ${topic}/${partition} next, but ${range}. It stops, because ` +
      'to go on elsewhere would skip records unseen: stop its service, run ' +
      `"npm run topics -- backfill --group ${group} --reset" to send it what it missed, and start the service again.`,
  );
}

export function groupActive(group: string): EddaError {
  return new EddaError(
    'conflict',
    'BROKER.GROUP_ACTIVE',
    `Group "${group}" has members that consume: stop its services first, then move it.`,
  );
}

export function unknownGroup(group: string): EddaError {
  return new EddaError(
    'not-found',
    'BROKER.UNKNOWN_GROUP',
    `There is no group "${group}" that reads any of our topics: a group is known once its service has started.`,
  );
}

export function recordTooLarge(topic: string, key: string, bytes: number, limit: number): EddaError {
  return new EddaError(
    'too-large',
    'BROKER.RECORD_TOO_LARGE',
    `The record with key "${key.slice(0, 100)}" for topic "${topic}" has ${bytes} bytes, ${limit} are allowed: ` +
      'send a reference to large data instead of the data.',
  );
}

export function invalidRecord(topic: string, key: string, problem: string): EddaError {
  return new EddaError(
    'invalid',
    'BROKER.INVALID_RECORD',
    `The record with key "${key.slice(0, 100)}" for topic "${topic}" cannot be stored: ${problem}`,
  );
}

/** The failure of an Error in words; a refused connection is an AggregateError without a message of its own. */
function reasonOf(error: Error): string {
  if (error.message) return error.message;
  if (error instanceof AggregateError) return error.errors.map((one: unknown) => String(one)).join('; ');
  return error.name;
}
