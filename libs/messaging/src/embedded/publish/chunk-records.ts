import type { StoredRecord } from './stored-record.js';

/** Most records and bytes that one call stores: keeps the partitions' locks and the memory for a call short. */
const MAX_RECORDS = 500;
const MAX_BYTES = 4 * 1024 * 1024;

/** Splits records into successive chunks of limited count and size; a chunk has one record at least. */
export function* chunkRecords(records: readonly StoredRecord[]): Generator<readonly StoredRecord[]> {
  let chunk: StoredRecord[] = [];
  let bytes = 0;
  for (const record of records) {
    if (chunk.length > 0 && (chunk.length === MAX_RECORDS || bytes + record.bytes > MAX_BYTES)) {
      yield chunk;
      chunk = [];
      bytes = 0;
    }
    chunk.push(record);
    bytes += record.bytes;
  }
  if (chunk.length > 0) yield chunk;
}
