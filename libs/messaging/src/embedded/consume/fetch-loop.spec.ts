import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BACKOFF } from '@edda/kernel';
import type { BrokerRecord } from '../../broker/broker.js';
import { eachBatch, type RecordBatch } from '../../broker/each-batch.js';
import { eventually } from '../../testing/eventually.js';
import { FetchLoop } from './fetch-loop.js';
import type { FetchedRecords } from './fetch-records.js';
import { OffsetCommitter } from './offset-committer.js';
import { PartitionLane, type LaneContext } from './partition-lane.js';

const backoff = { ...DEFAULT_BACKOFF, initial: 5, max: 5 };
const record = (partition: number, offset: number): BrokerRecord => ({
  ...{ topic: 'topic', key: 'k', headers: {}, value: String(offset), timestamp: new Date(0) },
  ...{ partition, offset },
});

/** A loop over lanes whose partitions hold the given numbers of records; it fetches one record of each at a time. */
function world(counts: number[], handle: (batch: RecordBatch) => Promise<void>) {
  const warnings: string[] = [];
  const outOfRange: number[] = [];
  const fetches: number[][] = [];
  const failing: Error[] = [];
  const logger = { log: () => undefined, warn: (message: string) => warnings.push(message), error: () => undefined };
  const context: LaneContext = {
    open: eachBatch(handle),
    committer: new OffsetCommitter({ commit: async (commits) => new Set(commits), backoff, logger, name: 'The loop' }),
    onReady: () => loop.wake(),
    onFenced: () => undefined,
    describe: () => 'lane',
    backoff,
    logger,
  };
  const lanes = counts.map(
    (_, partition) =>
      new PartitionLane({ topic: 'topic', partition, topicId: 1, memberId: 'm', generation: 1, committed: 0 }, context),
  );
  const fetch = async (asked: readonly PartitionLane[]): Promise<FetchedRecords[]> => {
    fetches.push(asked.map((lane) => lane.held.partition));
    const failure = failing.shift();
    if (failure) throw failure;
    return asked.map(({ held: { partition }, position }) => {
      const end = counts[partition] ?? 0;
      return { start: 0, end, records: position < end ? [record(partition, position)] : [] };
    });
  };
  const onOutOfRange = (lane: PartitionLane) => outOfRange.push(lane.held.partition);
  const loop: FetchLoop = new FetchLoop({ lanes, fetch, onOutOfRange, backoff, logger, name: 'The loop' });
  return { loop, lanes, fetches, failing, warnings, outOfRange };
}

describe('FetchLoop', () => {
  it('reads every lane to its end with one fetch for all that are ready', async () => {
    const seen: string[] = [];
    const { loop, fetches } = world([2, 0, 1], async ({ partition, records }) => {
      seen.push(`${partition}:${records[0]?.offset}`);
    });
    loop.wake();
    await eventually(() => expect(seen.sort()).toEqual(['0:0', '0:1', '2:0']));
    expect(fetches[0]).toEqual([0, 1, 2]);
    expect(fetches.slice(1).flat()).toEqual([0]);
  });

  it('tries again what a failed fetch asked for, and complains once', async () => {
    const seen: number[] = [];
    const { loop, failing, warnings } = world([1], async ({ partition }) => void seen.push(partition));
    failing.push(new Error('away'), new Error('still away'));
    loop.wake();
    await eventually(() => expect(seen).toEqual([0]));
    expect(warnings).toEqual([expect.stringMatching(/The loop could not fetch.*away/)]);
    expect(loop.lastFetchAt).not.toBeNull();
  });

  it('asks for nothing more of a lane whose handler has not taken over, and goes on with the others', async () => {
    const seen: string[] = [];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const { loop, fetches } = world([2, 3], async ({ partition, records }) => {
      if (partition === 0) await released;
      seen.push(`${partition}:${records[0]?.offset}`);
    });
    loop.wake();
    await eventually(() => expect(seen).toEqual(['1:0', '1:1', '1:2']));
    expect(fetches.slice(1).flat()).toEqual([1, 1]);
    release();
    await eventually(() => expect(seen.slice(3)).toEqual(['0:0', '0:1']));
  });

  it('reports a lane whose next record is not there and gives it nothing', async () => {
    const { loop, lanes, outOfRange } = world([3], () => Promise.reject(new Error('must not be called')));
    if (lanes[0]) lanes[0].position = 4;
    loop.wake();
    await eventually(() => expect(outOfRange).toEqual([0]));
  });

  it('counts a look for all consumers as one of its own only when no lane waits to be fetched', () => {
    const { loop, lanes } = world([1], async () => undefined);
    loop.checked();
    expect(loop.lastFetchAt).toBeNull();
    lanes[0]?.beginFetch();
    loop.checked();
    expect(loop.lastFetchAt).not.toBeNull();
  });

  it('does nothing after it was stopped', async () => {
    const { loop, fetches } = world([1], async () => undefined);
    loop.stop();
    loop.wake();
    loop.checked();
    await new Promise(setImmediate);
    expect(fetches).toEqual([]);
    expect(loop.lastFetchAt).toBeNull();
  });
});
