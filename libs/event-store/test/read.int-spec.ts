import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId, runInContext } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore, type ReadAllOptions, type RecordedMessage } from '../src/index.js';
import { LogConnections } from '../src/read/log-connections.js';
import { rowFilter, shareOf, type LogFilter } from '../src/read/log-filter.js';
import { finalNow } from '../src/read/final.js';
import { logPages } from '../src/read/log-pages.js';
import { newStream, NoteCounted, NoteWritten, PrintNote } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';
import { written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
let now = new Date('2026-01-01T00:00:00Z');

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'reading', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = new PostgresEventStore(database.dataSource, { source: 'test', clock: { now: () => now } });
}, POSTGRES_START_TIMEOUT_MS);

beforeEach(async () => {
  await database.dataSource.query('truncate events, streams, checkpoints');
});

afterAll(async () => {
  await store.close();
  await database.close();
  await postgres.stop();
});

async function all(events: AsyncIterable<RecordedMessage>): Promise<RecordedMessage[]> {
  const found: RecordedMessage[] = [];
  for await (const event of events) found.push(event);
  return found;
}

const positionsOf = (events: readonly RecordedMessage[]): number[] => events.map(({ position }) => position);

/** What is asked of the server while `work` runs, one statement an entry. */
async function statementsOf(work: (statements: readonly string[]) => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const { master } = database.dataSource.driver as unknown as {
    master: {
      on(event: 'acquire', listener: (client: { query: unknown }) => void): void;
      removeAllListeners(event: string): void;
    };
  };
  const watched = new Set<{ query: unknown }>();
  master.on('acquire', (client) => {
    if (watched.has(client)) return;
    watched.add(client);
    const { query } = client as { query: (...parameters: unknown[]) => unknown };
    client.query = function (this: unknown, statement: unknown, ...rest: unknown[]) {
      statements.push(typeof statement === 'string' ? statement : (statement as { text: string }).text);
      return query.call(this, statement, ...rest);
    };
  });
  try {
    await work(statements);
  } finally {
    master.removeAllListeners('acquire');
    for (const client of watched) delete (client as { query?: unknown }).query;
  }
  return statements;
}

describe('A reader of the log', () => {
  /** A log of three tenants, some of it of an odd time. */
  async function fill(): Promise<void> {
    for (let n = 0; n < 90; n++) {
      const tenantId = ['default', 'acme', 'rare'][n === 40 ? 2 : n % 2] as string;
      const category = ['note', 'book', 'shelf'][n % 3] as string;
      now = new Date(Date.UTC(2026, 0, 1, 0, n === 70 ? 5 : n));
      const stream = { ...newStream(tenantId), category };
      const correlationId = newId();
      const context = { service: 'x', tenantId, userId: null, correlationId, causationId: null, traceparent: null };
      await runInContext(context, () =>
        store.append(stream, [message(NoteWritten, { text: `${n}` }), message(NoteCounted, { by: n })], {
          expected: 'none',
        }),
      );
    }
    const { unitOfWork } = store;
    await unitOfWork.run(async () => unitOfWork.send(message(PrintNote, { text: 'print' }), { key: 'printer' }));
  }

  it('finds the same by each way through the log, forward, backward and from the middle', async () => {
    await fill();
    const everything = await all(store.readAll({ allTenants: true, kinds: ['event', 'command', 'reply'] }));
    expect(everything).toHaveLength(181);
    const { correlationId } = everything[20]?.metadata ?? { correlationId: '' };
    const minutes = (from: number, to: number) => ({
      recordedFrom: new Date(Date.UTC(2026, 0, 1, 0, from)),
      recordedTo: new Date(Date.UTC(2026, 0, 1, 0, to)),
    });
    const filters: ReadAllOptions[] = [
      {},
      { tenantId: 'rare' },
      { tenantId: 'acme', types: ['NoteCounted'] },
      { tenantId: 'rare', types: ['NoteWritten', 'NoteCounted'] },
      { categories: ['book'] },
      { categories: ['book', 'shelf', 'book', 'none'] },
      { categories: ['book'], types: ['NoteWritten'], tenantId: 'acme', published: true },
      { types: ['NoteWritten', ...Array.from({ length: 50 }, (_, n) => `Type${n}`)] },
      { correlationId },
      { published: true, kinds: ['command', 'event'] },
      { published: false },
      { kinds: ['command'] },
      { ...minutes(5, 20) },
      { ...minutes(80, 81), categories: ['none', 'shelf'] },
      { ...minutes(1000, 2000) },
      { recordedFrom: minutes(0, 85).recordedTo },
      { recordedTo: minutes(0, 3).recordedTo },
    ];
    const middle = everything[90]?.position ?? 0;
    for (const filter of filters) {
      for (const direction of ['forward', 'backward'] as const) {
        for (const range of [{}, { from: middle }, { to: middle }, { from: middle, to: middle + 20 }]) {
          for (const size of [{ batchSize: 3 }, { batchSize: 7, limit: 9 }]) {
            const options: ReadAllOptions = { allTenants: true, ...filter, direction, ...range, ...size };
            const expected = everything
              .filter((event) => passes(event, filter))
              .filter(({ position }) => position >= (options.from ?? 0) && position <= (options.to ?? Infinity));
            if (direction === 'backward') expected.reverse();
            const found = positionsOf(await all(store.readAll(options)));
            expect({ options, found }).toEqual({
              options,
              found: positionsOf(expected.slice(0, options.limit)),
            });
          }
        }
      }
    }
  });

  it('finds in memory what it finds in SQL, whatever the filter and the share', async () => {
    await fill();
    const log = new LogConnections(database.dataSource);
    const final = await finalNow(log);
    const range = { forward: true, low: 1, high: final.position, final, batchSize: 1000 };
    const every = { filter: { kinds: ['event', 'command', 'reply'] } satisfies LogFilter, ...range };
    const rows = (await pagesOf(log, every)).flatMap((page) => page.rows);
    expect(rows).toHaveLength(181);
    const filters: LogFilter[] = [
      {},
      { tenantId: 'acme', categories: ['book', 'note'], published: true },
      { types: ['NoteCounted'], recordedFrom: new Date(Date.UTC(2026, 0, 1, 0, 5)) },
      { recordedTo: new Date(Date.UTC(2026, 0, 1, 0, 5)), kinds: ['event'] },
      { correlationId: (JSON.parse(rows[7]?.[12] ?? '{}') as { correlationId: string }).correlationId },
      ...[0, 1, 2, 3, 4].map((index) => ({ share: { index, of: 5 } })),
      ...[0, 17, 63].map((index) => ({ share: { index, of: 64 }, categories: ['book', 'shelf', 'note'] })),
    ];
    for (const filter of filters) {
      const found = (await pagesOf(log, { ...range, filter })).flatMap((page) => page.rows);
      expect({ filter, found }).toEqual({ filter, found: rows.filter(rowFilter(filter)) });
    }
    const shares = rows.map((row) => shareOf(row[3], row[4], 5));
    expect(new Set(shares)).toEqual(new Set([0, 1, 2, 3, 4]));
  });

  it('reads one page ahead, and no more than two', async () => {
    await fill();
    let handled = 0;
    const pages = (statements: readonly string[]) => statements.filter((text) => text.includes('limit 20'));
    await statementsOf(async (statements) => {
      for await (const _ of store.readAll({ allTenants: true, batchSize: 20 })) {
        if (++handled < 21) continue;
        // The page behind the one in hand is on its way, the one behind that is not.
        await eventually(() => expect(pages(statements)).toHaveLength(3));
        await database.dataSource.query('select pg_sleep(0.05)');
        expect(pages(statements)).toHaveLength(3);
        break;
      }
    });
  });

  it('fetches less at once where events are large', async () => {
    const body = 'x'.repeat(400_000);
    for (let n = 0; n < 40; n++) {
      await store.append(newStream(), [message(NoteWritten, { text: body })], { expected: 'none' });
    }
    const statements = await statementsOf(() => all(store.readAll({ batchSize: 20 })));
    const limits = statements.flatMap((text) => Number(/limit (\d+)\s*\) e/.exec(text)?.[1] ?? NaN) || []);
    expect(limits[0]).toBe(20);
    expect(Math.max(...limits.slice(1))).toBeLessThanOrEqual(5);
  });

  it('does not begin before it is asked for the first event, and reads up to where the log is final then', async () => {
    const reading = store.readAll({ allTenants: true });
    await store.append(newStream(), [message(NoteWritten, { text: 'before' })], { expected: 'none' });
    const first = await reading.next();
    expect((first.value as RecordedMessage).data).toEqual({ text: 'before' });
    await store.append(newStream(), [message(NoteWritten, { text: 'after' })], { expected: 'none' });
    expect((await reading.next()).done).toBe(true);
  });

  it('waits for an append whose commit is late, and gives up when the signal says so', async () => {
    const late = await OpenTransaction.begin(database.dataSource);
    const stream = newStream();
    await late.append(stream, written(stream, 'late'));
    await store.append(newStream(), [message(NoteWritten, { text: 'behind' })], { expected: 'none' });
    const [stop, reason] = [new AbortController(), new Error('It takes too long.')];
    const given = all(store.readAll({ allTenants: true, signal: stop.signal }));
    const waited = all(store.readAll({ allTenants: true }));
    stop.abort(reason);
    await expect(given).rejects.toBe(reason);
    await late.commit();
    expect((await waited).map(({ data }) => (data as NoteWritten).text)).toEqual(['late', 'behind']);
  });

  it('goes on over connections that were opened later, after asking on each what is final there', async () => {
    await fill();
    const seen: number[] = [];
    const statements = await statementsOf(async () => {
      const reading = store.readAll({ allTenants: true, batchSize: 30 });
      for await (const event of reading) {
        seen.push(event.position);
        if (seen.length === 20) {
          await database.breakConnections();
          // The page ahead may have been cut off with them; then the reader hears of it.
          await eventually(() => database.dataSource.query('select 1'));
        }
      }
    }).catch(() => null);
    // Either way nothing was left out of what was read.
    const expected = positionsOf(await all(store.readAll({ allTenants: true })));
    expect(seen).toEqual(expected.slice(0, seen.length));
    if (statements) expect(statements.filter((text) => text.includes('pg_locks')).length).toBeGreaterThan(1);
  });
});

describe('The options of a reader', () => {
  it.each<[ReadAllOptions, string]>([
    [{ from: -1 }, 'from'],
    [{ from: 0.5 }, 'from'],
    [{ to: NaN }, 'to'],
    [{ limit: -1 }, 'limit'],
    [{ batchSize: 0 }, 'batchSize'],
    [{ batchSize: 10_001 }, 'batchSize'],
    [{ direction: 'sideways' as 'forward' }, 'direction'],
    [{ types: Array.from({ length: 1001 }, () => 'x') }, 'types'],
    [{ categories: ['a', ''] }, 'categories'],
    [{ correlationId: '' }, 'correlationId'],
    [{ recordedTo: new Date('never') }, 'recordedTo'],
  ])('are refused where they do not fit (case %#), with the field', async (options, field) => {
    await expect(all(store.readAll(options))).rejects.toMatchObject({
      kind: 'invalid',
      code: 'READ_OPTIONS_INVALID',
      fields: [{ field }],
    });
  });
});

async function pagesOf(log: LogConnections, range: Parameters<typeof logPages>[1]) {
  const pages = [];
  for await (const page of logPages(log, range)) pages.push(page);
  return pages;
}

/** What a filter says of an event that is there. */
function passes(event: RecordedMessage, filter: ReadAllOptions): boolean {
  const { tenantId, categories, types, correlationId, recordedFrom, recordedTo, published } = filter;
  return (
    (filter.kinds ?? ['event']).includes(event.kind) &&
    (tenantId === undefined || event.tenantId === tenantId) &&
    (!categories || categories.includes(event.category)) &&
    (!types || types.includes(event.type)) &&
    (correlationId === undefined || event.metadata.correlationId === correlationId) &&
    (!recordedFrom || event.recordedAt >= recordedFrom) &&
    (!recordedTo || event.recordedAt < recordedTo) &&
    (published === undefined || (event.topic !== null) === published)
  );
}
