import type { OutgoingRecord } from './broker.js';
import { invalidRecord, recordTooLarge } from './broker-errors.js';

/** Most UTF-8 bytes of key, headers and value together, unless a driver is told otherwise: what Kafka takes by default. */
export const MAX_RECORD_BYTES = 1024 * 1024;

/** A surrogate without its other half; UTF-8 has no bytes for it and would quietly store U+FFFD instead. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Refuses what not every broker could give back as it was.
 *
 * @returns the UTF-8 bytes of key, headers (as JSON) and value
 * @throws EddaError `BROKER.INVALID_RECORD` for text with a NUL character or half a surrogate pair in key or value,
 * `BROKER.RECORD_TOO_LARGE`
 */
export function checkRecord({ topic, key, headers, value }: OutgoingRecord, maxBytes: number): number {
  for (const [name, text] of [
    ['key', key],
    ['value', value],
  ] as const) {
    if (text.includes('\0'))
      throw invalidRecord(topic, key, `its ${name} contains a NUL character; escape it in JSON.`);
    if (LONE_SURROGATE.test(text)) throw invalidRecord(topic, key, `its ${name} contains half of a surrogate pair.`);
  }
  const bytes = Buffer.byteLength(key) + Buffer.byteLength(JSON.stringify(headers)) + Buffer.byteLength(value);
  if (bytes > maxBytes) throw recordTooLarge(topic, key, bytes, maxBytes);
  return bytes;
}
