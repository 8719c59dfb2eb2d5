import { murmur2 } from './murmur2.js';

/**
 * The partition of a key as Kafka's default partitioner chooses it: `toPositive(murmur2(key)) % partitions`. Every driver
 * uses it, so that a record lies in the same partition on every broker.
 */
export function partitionOf(key: string, partitions: number): number {
  return (murmur2(Buffer.from(key, 'utf8')) & 0x7fffffff) % partitions;
}
