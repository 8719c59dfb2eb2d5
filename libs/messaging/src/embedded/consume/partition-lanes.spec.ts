import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BACKOFF } from '@edda/kernel';
import { eventually } from '../../testing/eventually.js';
import type { Claim, HeldPartition } from './claim.js';
import { OffsetCommitter } from './offset-committer.js';
import { PartitionLanes } from './partition-lanes.js';

const held = (partition: number, changes: Partial<HeldPartition> = {}): HeldPartition => ({
  ...{ topic: 'topic', partition, topicId: 1, memberId: 'member', generation: 1, committed: 0 },
  ...changes,
});
const claim = (changes: Partial<Claim>): Claim => ({
  generation: 1,
  kept: [],
  surplus: [],
  waiting: false,
  ...changes,
});

function world(release: (one: HeldPartition) => Promise<void> = async () => undefined) {
  const released: HeldPartition[] = [];
  const logger = { log: () => undefined, warn: () => undefined, error: () => undefined };
  const nothing = () => undefined;
  const lanes = new PartitionLanes({
    handOverMs: 60_000,
    release: async (one) => {
      released.push(one);
      await release(one);
    },
    context: {
      open: () => ({ take: async () => undefined, drain: async () => undefined }),
      committer: new OffsetCommitter({
        commit: async () => new Set(),
        backoff: DEFAULT_BACKOFF,
        logger,
        name: 'group',
      }),
      ...{ onReady: nothing, onFenced: nothing, backoff: DEFAULT_BACKOFF, logger, describe: () => 'lane' },
    },
  });
  return { lanes, released, partitions: () => lanes.assignment().map(({ partition }) => partition) };
}

describe('PartitionLanes', () => {
  it('work on what the claim keeps, from the committed offset on', () => {
    const { lanes, partitions } = world();
    expect(lanes.apply(claim({ kept: [held(0), held(3, { committed: 7 })] }))).toBe(true);
    expect(partitions()).toEqual([0, 3]);
    expect([...lanes].map((lane) => lane.position)).toEqual([0, 7]);
  });

  it('keep their lanes when they hold what they held, and replace one that was taken anew', () => {
    const { lanes } = world();
    lanes.apply(claim({ kept: [held(0), held(1)] }));
    const [first, second] = [...lanes];
    lanes.apply(claim({ kept: [held(0), held(1, { generation: 2 })] }));
    expect([...lanes][0]).toBe(first);
    expect([...lanes][1]).not.toBe(second);
    expect(second?.isStopping).toBe(true);
  });

  it('drop what is held no more', () => {
    const { lanes, partitions, released } = world();
    lanes.apply(claim({ kept: [held(0), held(1)] }));
    lanes.apply(claim({ kept: [held(1)] }));
    expect(partitions()).toEqual([1]);
    expect(released).toEqual([]);
  });

  it('are not settled while partitions are held by others', () => {
    expect(world().lanes.apply(claim({ kept: [held(0)], waiting: true }))).toBe(false);
  });

  it('release what others should have, and stay unsettled until that has worked', async () => {
    let failures = 1;
    const { lanes, partitions, released } = world(async () => {
      if (failures-- > 0) throw new Error('away');
    });
    lanes.apply(claim({ kept: [held(0), held(1)] }));
    expect(lanes.apply(claim({ kept: [held(0)], surplus: [held(1)] }))).toBe(false);
    expect(partitions()).toEqual([0]);
    await eventually(() => expect([...lanes]).toHaveLength(1));
    expect(lanes.apply(claim({ kept: [held(0)], surplus: [held(1)] }))).toBe(false);
    await eventually(() => expect(released).toEqual([held(1), held(1)]));
    expect(lanes.apply(claim({ kept: [held(0)] }))).toBe(true);
  });

  it('do not take up again what is just being handed over', async () => {
    let finish: () => void = () => undefined;
    const { lanes, partitions } = world(() => new Promise((resolve) => (finish = resolve)));
    lanes.apply(claim({ kept: [held(0)] }));
    lanes.apply(claim({ surplus: [held(0)] }));
    expect(lanes.apply(claim({ kept: [held(0)] }))).toBe(false);
    expect(partitions()).toEqual([]);
    await eventually(() => {
      finish();
      expect([...lanes]).toEqual([]);
    });
    expect(lanes.apply(claim({ kept: [held(0, { generation: 2 })] }))).toBe(true);
    expect(partitions()).toEqual([0]);
  });
});
