import { ALL_TOPICS, type Topic } from '@edda/event-schemas';
import { EddaError, pause } from '@edda/kernel';
import type { Broker, BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { eachBatch } from '../broker/each-batch.js';
import { GROUP_HEADER } from './backfill.js';

export interface MoveOptions {
  readonly from: Pick<Broker, 'groupTopics' | 'consume' | 'lag'>;
  readonly to: Pick<Broker, 'ensureTopics' | 'consume' | 'publish'>;
  /** Every group that is to go on at the other broker. */
  readonly groups: readonly string[];
  /** All topics of ours unless given. */
  readonly topics?: readonly Topic[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: MoveProgress) => void;
  /** How long nothing may move before it is given up, in milliseconds. */
  readonly patienceMs?: number;
}

/** How far the move of one group is. */
export interface MoveProgress {
  readonly group: string;
  readonly moved: number;
  /** Records that the group has not finished at the old broker. */
  readonly left: number;
}

const GROUPS_AT_ONCE = 4;
const BATCH_SIZE = 500;
const LOOK_EVERY = 200;
const ASK_EVERY = 500;
const PATIENCE = 60_000;
const CLOSE_DEADLINE = 10_000;

/**
 * Copies what the groups have not finished from one broker to another, in order per partition, each record for its group
 * alone. At the old broker a record counts as finished when the new one has stored it, so that a move that was cut short is
 * simply run again; what was copied twice the receivers recognise. Services must be stopped.
 *
 * @returns where each group ended, without those that the old broker does not know; an aborted move resolves with those it
 * had begun
 * @throws EddaError `MOVE.STALLED` when nothing moves any more; what the new broker refuses
 */
export async function moveRecords(options: MoveOptions): Promise<MoveProgress[]> {
  const { from, to, groups, topics = ALL_TOPICS, signal } = options;
  await untilThere(options, () => to.ensureTopics(topics));
  const names = topics.map(({ name }) => name);
  const known = await sideBySide(groups, async (group) => ({
    group,
    topics: await untilThere(options, () => from.groupTopics(group, names)),
  }));
  const reading = known.filter((one) => one.topics.length > 0);
  // All of them, before anything is published: a broker that cannot replay keeps records only for groups it knows.
  await sideBySide(reading, (one) => untilThere(options, () => enrol(to, one.group, one.topics)));
  const moved = await sideBySide(reading, (one) =>
    signal?.aborted ? null : moveGroup(options, one.group, one.topics),
  );
  return moved.filter((progress) => progress !== null);
}

/** Makes a group known, which then gets everything published from now on. */
async function enrol(to: MoveOptions['to'], group: string, topics: readonly string[]): Promise<void> {
  const consumer = await to.consume({
    group,
    topics,
    from: 'latest',
    maxBatch: 1,
    open: () => ({ take: () => new Promise(() => undefined), drain: async () => undefined }),
  });
  await consumer.close(0);
}

/** Asks again while a broker is away, but not for ever. */
async function untilThere<T>({ signal, patienceMs = PATIENCE }: MoveOptions, ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isAway = error instanceof EddaError && error.code === 'BROKER.UNAVAILABLE';
      if (!isAway || signal?.aborted || performance.now() > end) throw error;
      await pause(ASK_EVERY, signal);
    }
  }
}

async function moveGroup(options: MoveOptions, group: string, topics: readonly string[]): Promise<MoveProgress> {
  const { from, to, signal, onProgress, patienceMs = PATIENCE } = options;
  const look = async (): Promise<number> => {
    const lag = await untilThere(options, () => from.lag(group, topics));
    return lag.reduce((sum, partition) => sum + partition.lag, 0);
  };
  let progress: MoveProgress = { group, moved: 0, left: await look() };
  onProgress?.(progress);
  if (progress.left === 0) return progress;

  let refused: EddaError | null = null;
  const copy = async (records: readonly BrokerRecord[]): Promise<void> => {
    if (refused) throw refused;
    const own = records.filter(({ headers }) => (headers[GROUP_HEADER] ?? group) === group);
    try {
      await to.publish(own.map((record) => forGroup(record, group)));
    } catch (error) {
      if (error instanceof EddaError && !error.retryable) refused = error;
      throw error;
    }
    progress = { ...progress, moved: progress.moved + own.length };
  };
  const open = eachBatch(({ records }) => copy(records));
  const consumer = await untilThere(options, () =>
    from.consume({ group, topics, from: 'earliest', maxBatch: BATCH_SIZE, open }),
  );
  try {
    let [seen, seenAt] = [progress, performance.now()];
    while (progress.left > 0 && !signal?.aborted) {
      await pause(LOOK_EVERY, signal);
      progress = { ...progress, left: await look() };
      onProgress?.(progress);
      // Set by the handler, which the compiler does not follow.
      const error = (refused as EddaError | null) ?? consumer.failure();
      if (error) throw error;
      if (progress.moved !== seen.moved || progress.left !== seen.left) [seen, seenAt] = [progress, performance.now()];
      else if (performance.now() - seenAt > patienceMs) throw stalled(progress);
    }
  } finally {
    await consumer.close(CLOSE_DEADLINE);
  }
  return progress;
}

function forGroup({ topic, key, headers, value }: BrokerRecord, group: string): OutgoingRecord {
  return { topic, key, headers: { ...headers, [GROUP_HEADER]: group }, value };
}

function stalled({ group, left }: MoveProgress): EddaError {
  return new EddaError(
    'unavailable',
    'MOVE.STALLED',
    `${left} records of group "${group}" do not come: stop the services that read them, see that both brokers are well, and ` +
      'run the move again.',
  );
}

/** Works on several at once, and on no more when one has failed. */
async function sideBySide<T, R>(items: readonly T[], work: (item: T) => Promise<R> | R): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  let failed = false;
  const one = async (): Promise<void> => {
    for (const [index, item] of queue) {
      if (failed) return;
      try {
        results[index] = await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: GROUPS_AT_ONCE }, one));
  for (const end of ended) if (end.status === 'rejected') throw end.reason;
  return results;
}
