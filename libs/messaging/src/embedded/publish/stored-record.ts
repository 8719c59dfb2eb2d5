import type { OutgoingRecord } from '../../broker/broker.js';
import { invalidRecord, recordTooLarge } from '../../broker/broker-errors.js';

/** A record as it goes into the table. */
export interface StoredRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
  /** UTF-8 bytes of key, headers and value. */
  readonly bytes: number;
}

/** A surrogate without its other half; UTF-8 has no bytes for it and would quietly store U+FFFD instead. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * @throws EddaError `BROKER.INVALID_RECORD` for text that the database cannot hold as it is, `BROKER.RECORD_TOO_LARGE`
 */
export function storedRecord(record: OutgoingRecord, maxBytes: number): StoredRecord {
  const { topic, key, value } = record;
  const headers = JSON.stringify(record.headers);
  for (const [name, text] of [
    ['key', key],
    ['value', value],
  ] as const) {
    if (text.includes('\0'))
      throw invalidRecord(topic, key, `its ${name} contains a NUL character; escape it in JSON.`);
    if (LONE_SURROGATE.test(text)) throw invalidRecord(topic, key, `its ${name} contains half of a surrogate pair.`);
  }
  const bytes = Buffer.byteLength(key) + Buffer.byteLength(headers) + Buffer.byteLength(value);
  if (bytes > maxBytes) throw recordTooLarge(topic, key, bytes, maxBytes);
  return { topic, key, headers, value, bytes };
}
