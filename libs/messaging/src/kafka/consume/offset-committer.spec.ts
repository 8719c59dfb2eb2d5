import { describe, expect, it } from '@jest/globals';
import type { BrokerRecord } from '../../broker/broker.js';
import { OffsetCommitter, type Commit } from './offset-committer.js';
import { PartitionLane } from './partition-lane.js';

const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };
const backoff = { initial: 1, factor: 1, max: 1, jitter: 0 };
const record = (offset: number): BrokerRecord => ({
  topic: 't',
  partition: 0,
  offset,
  key: 'k',
  headers: {},
  value: '1',
  timestamp: new Date(),
});

/** A committer over lanes whose coordinator fails as often as the spec says. */
function scene(failures: Error[] = []) {
  const lanes = new Set<PartitionLane>();
  const commits: (readonly Commit[])[] = [];
  const onCommit: (() => void)[] = [];
  const committer: OffsetCommitter = new OffsetCommitter({
    lanes: () => lanes,
    commit: async (all) => {
      commits.push(all);
      onCommit.shift()?.();
      const failure = failures.shift();
      if (failure) throw failure;
    },
    backoff,
    logger: QUIET,
    name: 'Group',
  });
  const lane = (partition: number, start: number, saved: number | null): PartitionLane => {
    const one = new PartitionLane('t', partition, start, saved, {
      open: () => ({ take: async () => undefined, drain: async () => undefined }),
      maxBatch: 10,
      onFinished: () => committer.announce(),
      onDrained: () => undefined,
      onRewind: () => undefined,
      backoff,
      logger: QUIET,
      name: 'Group',
    });
    lanes.add(one);
    return one;
  };
  return { committer, commits, onCommit, lanes, lane };
}

describe('the offsets of a member', () => {
  it('are committed together, each once', async () => {
    const { committer, commits, lane } = scene();
    const [one, two] = [lane(0, 5, 5), lane(1, 0, 0)];
    one.accept([record(5), record(6)], 7);
    two.accept([record(0)], 1);
    one.finish(7);
    two.finish(1);
    await committer.settle(10_000);
    expect(commits.flat()).toEqual(
      expect.arrayContaining([
        { topic: 't', partition: 0, offset: 7 },
        { topic: 't', partition: 1, offset: 1 },
      ]),
    );
    await committer.settle(10_000);
    expect(commits.flat()).toHaveLength(2);
  });

  it('are committed where a new group starts, also when it has finished nothing', async () => {
    const { committer, commits, lane } = scene();
    lane(0, 3, null);
    await committer.settle(10_000);
    expect(commits).toEqual([[{ topic: 't', partition: 0, offset: 3 }]]);
  });

  it('go no further than what was handed over', async () => {
    const { committer, commits, lane } = scene();
    const one = lane(0, 0, 0);
    one.accept([record(0), record(1)], 2);
    one.finish(100);
    await committer.settle(10_000);
    expect(commits.flat()).toEqual([{ topic: 't', partition: 0, offset: 2 }]);
  });

  it('are tried again, but never for a partition that was lost meanwhile: another member would be set back', async () => {
    const { committer, commits, onCommit, lanes, lane } = scene([new Error('the coordinator moves')]);
    const [kept, lost] = [lane(0, 0, 0), lane(1, 0, 0)];
    onCommit.push(() => {
      lanes.delete(lost);
      lost.abandon();
    });
    for (const one of [kept, lost]) one.accept([record(0)], 1);
    lost.finish(1);
    kept.finish(1);
    await committer.settle(10_000);
    expect(commits.at(-1)).toEqual([{ topic: 't', partition: 0, offset: 1 }]);
    expect(lost.pendingCommit).toBeNull();
  });
});
