import { EddaError } from '@edda/kernel';

/**
 * One event's data may be this large, in bytes of JSON: bigger bodies belong into their owner's store. Brokers take
 * records of 1 MiB, headers and key included; a bigger event would stop the relay for good.
 */
export const MAX_EVENT_BYTES = 960 * 1024;

/** The data of all events of one append, in bytes of JSON. */
export const MAX_APPEND_BYTES = 8 * 1024 * 1024;

/** Events in one append. */
export const MAX_APPEND_EVENTS = 1000;

/** How deep arrays and objects may lie in one another in an event's data. */
export const MAX_EVENT_DEPTH = 64;

/** An event's metadata, in bytes of JSON. */
export const MAX_METADATA_BYTES = 2048;

/** Bytes of a tenant, a stream id or a category: they are keys of indexes, whose entries are limited. */
export const MAX_NAME_BYTES = 512;

/** @throws EddaError `BATCH_EMPTY`, `BATCH_TOO_LARGE` */
export function checkCount(count: number, streamId: string): void {
  if (count === 0) {
    throw new EddaError('invalid', 'BATCH_EMPTY', `The append to stream ${streamId} has no events: give at least one.`);
  }
  if (count > MAX_APPEND_EVENTS) {
    throw new EddaError(
      'too-large',
      'BATCH_TOO_LARGE',
      `The append to stream ${streamId} has ${count} events, at most ${MAX_APPEND_EVENTS} fit: append them in parts.`,
    );
  }
}

/** @throws EddaError `BATCH_TOO_LARGE` */
export function checkAppendBytes(data: readonly string[], streamId: string): void {
  // A character takes three bytes at most, so that short texts need not be counted.
  if (data.reduce((sum, json) => sum + json.length, 0) * 3 <= MAX_APPEND_BYTES) return;
  const bytes = data.reduce((sum, json) => sum + Buffer.byteLength(json), 0);
  if (bytes <= MAX_APPEND_BYTES) return;
  throw new EddaError(
    'too-large',
    'BATCH_TOO_LARGE',
    `The events for stream ${streamId} take ${bytes} bytes, at most ${MAX_APPEND_BYTES} fit: append them in parts.`,
  );
}
