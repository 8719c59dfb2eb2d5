import { describe, expect, it } from '@jest/globals';
import { murmur2 } from './murmur2.js';
import { partitionOf } from './partitioner.js';

/** The vectors of Kafka's own UtilsTest.testMurmur2. */
const KAFKA_VECTORS: [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
];

describe('murmur2', () => {
  it.each(KAFKA_VECTORS)('hashes "%s" as Kafka does', (text, hash) => {
    expect(murmur2(Buffer.from(text))).toBe(hash);
  });

  it('hashes a view into a larger buffer by the bytes of the view', () => {
    const bytes = Buffer.from('--foobar--').subarray(2, 8);
    expect(murmur2(bytes)).toBe(-790332482);
  });
});

describe('partitionOf', () => {
  it.each(KAFKA_VECTORS)('clears the sign bit of the hash of "%s" instead of negating it', (text, hash) => {
    expect(partitionOf(text, 24)).toBe((hash & 0x7fffffff) % 24);
  });

  it('hashes the UTF-8 bytes of a key', () => {
    expect(partitionOf('þórr', 1000)).toBe(
      (murmur2(Uint8Array.of(0xc3, 0xbe, 0xc3, 0xb3, 0x72, 0x72)) & 0x7fffffff) % 1000,
    );
  });

  it('gives an empty key a partition', () => {
    expect(partitionOf('', 12)).toBe((murmur2(new Uint8Array()) & 0x7fffffff) % 12);
  });
});
