import { describe, expect, it } from '@jest/globals';
import { topicConfig } from './topics.js';

const topic = { name: 'orders', kind: 'topic', partitions: 6, retentionMs: 1_000 } as const;

describe('a new topic', () => {
  it('has three replicas, two of which must have a record, where there are brokers enough', () => {
    expect(topicConfig(topic, 3)).toMatchObject({ topic: 'orders', numPartitions: 6, replicationFactor: 3 });
    expect(topicConfig(topic, 5).configEntries).toContainEqual({ name: 'min.insync.replicas', value: '2' });
  });

  it('has one on a smaller cluster', () => {
    for (const brokers of [1, 2]) {
      expect(topicConfig(topic, brokers).replicationFactor).toBe(1);
      expect(topicConfig(topic, brokers).configEntries?.map(({ name }) => name)).not.toContain('min.insync.replicas');
    }
  });

  it('is compacted where that is declared', () => {
    const policy = (compaction: boolean) =>
      topicConfig({ ...topic, compaction }, 1).configEntries?.find(({ name }) => name === 'cleanup.policy')?.value;
    expect([policy(true), policy(false)]).toEqual(['compact,delete', undefined]);
  });

  it('keeps records as long as it is declared', () => {
    expect(topicConfig(topic, 1).configEntries).toContainEqual({ name: 'retention.ms', value: '1000' });
  });
});
