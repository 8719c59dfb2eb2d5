import type { OutgoingRecord } from '../../broker/broker.js';
import { checkRecord } from '../../broker/check-record.js';

/** A record as it goes into the table. */
export interface StoredRecord {
  readonly topic: string;
  readonly key: string;
  readonly headers: string;
  readonly value: string;
  /** UTF-8 bytes of key, headers and value. */
  readonly bytes: number;
}

/** @throws EddaError `BROKER.INVALID_RECORD`, `BROKER.RECORD_TOO_LARGE` */
export function storedRecord(record: OutgoingRecord, maxBytes: number): StoredRecord {
  const { topic, key, value } = record;
  return { topic, key, headers: JSON.stringify(record.headers), value, bytes: checkRecord(record, maxBytes) };
}
