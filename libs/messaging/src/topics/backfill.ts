import { ALL_TOPICS } from '@edda/event-schemas';
import { poolClient, type EventFilter, type PostgresEventStore, type RecordedJson } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import type { Broker, OutgoingRecord } from '../broker/broker.js';
import type { MessageTransform } from '../envelope/message-transform.js';
import { outgoingRecords } from '../envelope/outgoing-records.js';
import { publishApart } from '../relay/publish-apart.js';
import { historyStarts } from './history-start.js';
import { Pacer } from './pacer.js';

/** Names the group that a record is for; every other group ignores it. */
export const GROUP_HEADER = 'edda-group';
/** Says that the log holds nothing earlier of the stream. */
export const HISTORY_START_HEADER = 'edda-history-start';

const BATCH_SIZE = 500;
/** Records per second, so that the groups that ignore them, and the broker, have room for what is new. */
export const BACKFILL_RATE = 2_000;

/** A log to send from. */
export interface BackfillLog {
  readonly service: string;
  readonly store: Pick<PostgresEventStore, 'dataSource' | 'finalPosition' | 'subscribe'>;
  /** What the service does with its messages on their way out. */
  readonly transforms?: readonly MessageTransform[];
}

export interface BackfillOptions {
  readonly broker: Pick<Broker, 'groupTopics' | 'publish'>;
  readonly group: string;
  /** The first position to send; all there is unless given. */
  readonly from?: number;
  /** The last position to send; what the log holds when it begins, unless given. */
  readonly to?: number;
  /** Only what was recorded at this time or later. */
  readonly since?: Date;
  /** Records per second; {@link BACKFILL_RATE} unless given. */
  readonly rate?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BackfillProgress) => void;
  /** Told of failures; the backfill then tries again after a growing wait. */
  readonly onError?: (error: unknown) => void;
}

/** How far the backfill of one log is. */
export interface BackfillProgress {
  readonly service: string;
  /** The last position that is done. */
  readonly position: number;
  readonly from: number;
  readonly to: number;
  /** Records that the broker has. */
  readonly sent: number;
  /** Events that the broker refuses, and those behind them in their streams. */
  readonly refused: number;
}

/**
 * The topics of events that a group reads.
 *
 * @throws EddaError `BROKER.UNKNOWN_GROUP`; `BACKFILL.NO_EVENTS` for a group that reads queues alone
 */
export async function topicsToBackfill(broker: Pick<Broker, 'groupTopics'>, group: string): Promise<string[]> {
  const found = await broker.groupTopics(
    group,
    ALL_TOPICS.map(({ name }) => name),
  );
  if (found.length === 0) {
    throw new EddaError(
      'not-found',
      'BROKER.UNKNOWN_GROUP',
      `There is no group "${group}" that reads any of our topics: start its service once, then send it history.`,
    );
  }
  const topics = ALL_TOPICS.filter(({ name, kind }) => kind === 'topic' && found.includes(name)).map(
    ({ name }) => name,
  );
  if (topics.length > 0) return topics;
  throw new EddaError(
    'invalid',
    'BACKFILL.NO_EVENTS',
    `Group "${group}" reads only ${found.join(', ')}: commands and replies are not sent again, they would be carried out again.`,
  );
}

/**
 * Sends the events of a log again to one group, each stream in its order. What the group has handled it recognises, so that
 * a backfill that was cut short is simply run again, or from the position it reached.
 *
 * @returns where it ended; an aborted one resolves too
 * @throws EddaError as {@link topicsToBackfill}
 */
export async function backfill(log: BackfillLog, options: BackfillOptions): Promise<BackfillProgress> {
  const { broker, group, from = 1, since, signal, onProgress, rate = BACKFILL_RATE } = options;
  const topics = new Set(await topicsToBackfill(broker, group));
  const to = Math.min(options.to ?? Infinity, await log.store.finalPosition(signal));
  const pacer = new Pacer(rate);
  const held = new Set<string>();
  let progress: BackfillProgress = { service: log.service, position: from - 1, from, to, sent: 0, refused: 0 };

  const send = async (events: readonly RecordedJson[]): Promise<void> => {
    const starts = await historyStarts(poolClient(log.store.dataSource), events);
    let sent = 0;
    const aside = await publishApart(events, held, {
      recordsOf: (event) => forGroup(event, group, topics, starts, log.transforms ?? []),
      publish: async (records) => {
        await broker.publish(records);
        sent += records.length;
      },
    });
    progress = { ...progress, sent: progress.sent + sent, refused: progress.refused + aside.length };
  };

  const filter: EventFilter = { published: true, kinds: ['event'], ...(since && { recordedFrom: since }) };
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(), { once: true });
  if (from > to || signal?.aborted) return progress;
  const subscription = log.store.subscribe({
    from: from - 1,
    filter,
    batchSize: Math.min(BATCH_SIZE, pacer.burst),
    handleJson: async (events) => {
      const wanted = events.filter(({ position }) => position <= to && position > progress.position);
      await pacer.pass(wanted.length, stop.signal);
      if (stop.signal.aborted) return;
      await send(wanted);
      const position = Math.min(to, events.at(-1)?.position ?? to);
      progress = { ...progress, position: Math.max(progress.position, position) };
      onProgress?.(progress);
      if (position >= to) stop.abort();
    },
    onError: (error) => options.onError?.(error),
  });
  try {
    await subscription.caughtUp(stop.signal);
    progress = { ...progress, position: to };
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  } finally {
    await subscription.stop();
  }
  onProgress?.(progress);
  return progress;
}

function forGroup(
  event: RecordedJson,
  group: string,
  topics: ReadonlySet<string>,
  starts: ReadonlySet<RecordedJson>,
  transforms: readonly MessageTransform[],
): OutgoingRecord[] {
  const added = { [GROUP_HEADER]: group, ...(starts.has(event) && { [HISTORY_START_HEADER]: 'true' }) };
  return outgoingRecords(event, transforms)
    .filter(({ topic }) => topics.has(topic))
    .map((record) => ({ ...record, headers: { ...record.headers, ...added } }));
}
