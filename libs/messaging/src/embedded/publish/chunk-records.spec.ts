import { describe, expect, it } from '@jest/globals';
import { chunkRecords } from './chunk-records.js';
import type { StoredRecord } from './stored-record.js';

const records = (count: number, bytes: number): StoredRecord[] =>
  Array.from({ length: count }, (_, n) => ({ topic: 't', key: String(n), headers: '{}', value: '', bytes }));

const sizes = (all: readonly StoredRecord[]): number[] => [...chunkRecords(all)].map((chunk) => chunk.length);

describe('chunkRecords', () => {
  it('splits by count', () => {
    expect(sizes(records(1_100, 10))).toEqual([500, 500, 100]);
  });

  it('splits by bytes', () => {
    expect(sizes(records(9, 1024 * 1024))).toEqual([4, 4, 1]);
  });

  it('gives a record that is larger than a chunk one of its own', () => {
    expect(sizes(records(2, 9 * 1024 * 1024))).toEqual([1, 1]);
  });

  it('keeps every record in its place', () => {
    const all = records(1_234, 7_000);
    expect([...chunkRecords(all)].flat()).toEqual(all);
  });

  it('has no chunk for no records', () => {
    expect(sizes([])).toEqual([]);
  });
});
