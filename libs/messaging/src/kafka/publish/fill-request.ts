import type { OutgoingRecord } from '../../broker/broker.js';

/** A record whose partition is chosen. */
export interface PlacedRecord {
  readonly record: OutgoingRecord;
  readonly partition: number;
  /** UTF-8 bytes of key, headers and value. */
  readonly bytes: number;
}

/** A call of `publish` that waits for its records to be stored. */
export interface PendingPublish {
  readonly records: readonly PlacedRecord[];
  /** Index of the first record that is not stored. */
  next: number;
  resolve(): void;
  reject(error: Error): void;
}

/** What goes to the broker at once. */
export interface PublishRequest {
  readonly records: readonly PlacedRecord[];
  readonly bytes: number;
  /** How far each of the waiting calls it has records of will be when it is stored: the new values of `next`. */
  readonly ends: readonly number[];
}

const MAX_RECORDS = 5_000;
const MAX_BYTES = 4 * 1024 * 1024;
/** Of one partition, which are one batch for the broker: under the limit that a topic has by default. */
const MAX_PARTITION_BYTES = 900 * 1024;
/** kafkajs takes time with the square of them. */
const MAX_PARTITION_RECORDS = 2_000;

/** The next records of the waiting calls, in order, up to the limits of a request; one record at least. */
export function fillRequest(waiting: readonly PendingPublish[]): PublishRequest {
  const records: PlacedRecord[] = [];
  const ends: number[] = [];
  const partitions = new Map<string, { bytes: number; records: number }>();
  let bytes = 0;
  for (const publish of waiting) {
    let end = publish.next;
    for (const one of rest(publish)) {
      const name = `${one.record.topic}/${one.partition}`;
      const used = partitions.get(name) ?? { bytes: 0, records: 0 };
      const full =
        records.length === MAX_RECORDS ||
        used.records === MAX_PARTITION_RECORDS ||
        (records.length > 0 && bytes + one.bytes > MAX_BYTES) ||
        (used.records > 0 && used.bytes + one.bytes > MAX_PARTITION_BYTES);
      if (full) return { records, bytes, ends: end > publish.next ? [...ends, end] : ends };
      partitions.set(name, { bytes: used.bytes + one.bytes, records: used.records + 1 });
      records.push(one);
      bytes += one.bytes;
      end++;
    }
    ends.push(end);
  }
  return { records, bytes, ends };
}

function* rest({ records, next }: PendingPublish): Generator<PlacedRecord> {
  for (let index = next; index < records.length; index++) yield records[index] as PlacedRecord;
}
