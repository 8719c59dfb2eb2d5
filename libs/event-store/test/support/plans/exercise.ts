import { message } from '@edda/event-schemas';
import type { DataSource } from 'typeorm';
import { PostgresEventStore, type StreamName } from '../../../src/index.js';
import { NoteWritten } from '../notes.js';
import { aggregates } from './acts/aggregates.js';
import { appending } from './acts/appending.js';
import { following } from './acts/following.js';
import { lifeCycle } from './acts/life-cycle.js';
import { projecting } from './acts/projecting.js';
import { readingStreams, readingTheLog } from './acts/reading.js';
import { replaying } from './acts/replaying.js';
import type { ExecutedPlans } from './executed-plans.js';

/** Events in a page: few, so that there are many pages. */
export const PAGE = 20;

export const written = (text = 'x') => message(NoteWritten, { text });

/** The first items, or all of them. */
export async function some<T>(items: AsyncIterable<T>, count = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) {
    found.push(item);
    if (found.length >= count) break;
  }
  return found;
}

/** Does everything a store can do, over a log made by fillLog, so that each of its statements is run. */
export class Exercise {
  readonly store: PostgresEventStore;

  /** @param questions other connections, for what the exercise itself has to know */
  constructor(
    dataSource: DataSource,
    readonly questions: DataSource,
    private readonly plans: ExecutedPlans,
  ) {
    this.store = new PostgresEventStore(dataSource, { source: 'plans' });
  }

  /** @param withLog false to leave the reads of the log out, none of which is prepared */
  async all(withLog = true): Promise<void> {
    const acts = [appending, readingStreams, aggregates, following, projecting, replaying, lifeCycle];
    for (const act of withLog ? [readingTheLog, ...acts] : acts) await act(this);
    await this.store.close();
  }

  /** Does something under a name, by which a bad plan is found again. */
  during(act: string, work: () => Promise<unknown>): Promise<void> {
    return this.plans.during(act, work);
  }

  async longestStream(category?: string): Promise<StreamName> {
    const [row] = await this.questions.query<{ tenant_id: string; stream_id: string; category: string }[]>(
      `select tenant_id, stream_id, category from streams
        where archived_at is null and category = coalesce($1, category) order by version desc limit 1`,
      [category],
    );
    if (!row) throw new Error(`There is no stream of ${category}.`);
    return { tenantId: row.tenant_id, streamId: row.stream_id, category: row.category };
  }

  /** The correlation of the first event from a position on. */
  async correlation(position: number): Promise<string> {
    const [row] = await this.questions.query<{ id: string }[]>(
      `select metadata ->> 'correlationId' as id from events where position >= $1 order by position limit 1`,
      [position],
    );
    return row?.id ?? '';
  }
}
