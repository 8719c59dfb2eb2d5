import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId, runInContext } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import {
  EVENT_STORE_MIGRATIONS,
  poolClient,
  PostgresEventStore,
  readStream,
  type AppendResult,
  type MessageCodec,
  type NewEvent,
  type StreamName,
} from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { newStream, NoteWritten } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';
import { written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let dataSource: DataSource;
let store: PostgresEventStore;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'group_commit', migrations: [...EVENT_STORE_MIGRATIONS] });
  dataSource = database.dataSource;
  // A batch that waited for a lock would never end.
  await dataSource.query(`alter function append_batch set lock_timeout = '1h'`);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  store = eventStoreOver(dataSource);
});

const eventStoreWith = (codec: MessageCodec): PostgresEventStore =>
  new PostgresEventStore(dataSource, { source: 'test', codec });

const note = (text: string, id?: string): NewEvent => ({ ...message(NoteWritten, { text }), ...(id && { id }) });

const append = (stream: StreamName, text = 'a'): Promise<AppendResult> =>
  store.append(stream, [note(text)], { expected: 'any' });

const streams = (count: number): StreamName[] => Array.from({ length: count }, () => newStream());

async function textsOf(stream: StreamName): Promise<unknown[]> {
  return (await readStream(poolClient(dataSource), stream)).map(({ data }) => (data as { text: string }).text);
}

/** How many transactions wrote the events of these streams. */
async function transactionsOf(written: readonly StreamName[]): Promise<number> {
  const [row] = await dataSource.query<{ count: number }[]>(
    'select count(distinct xmin::text)::int as count from events where stream_id = any($1)',
    [written.map(({ streamId }) => streamId)],
  );
  return row?.count ?? 0;
}

/** Whether something is still under way, after everything that could have ended it has had its turn in the database. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  await dataSource.query('select pg_sleep(0.05)');
  const pending = Symbol();
  return (await Promise.race([promise, Promise.resolve(pending)])) === pending;
}

async function lockOf(stream: StreamName): Promise<OpenTransaction> {
  const transaction = await OpenTransaction.begin(dataSource);
  await transaction.query(`select from streams where stream_id = '${stream.streamId}' for update`);
  return transaction;
}

describe('Appends at the same time', () => {
  it('are committed together, each with its own result', async () => {
    const all = streams(60);
    const results = await Promise.all(
      all.map((stream, index) => store.append(stream, [note(`${index}`), note('b')], { expected: 'none' })),
    );
    const positions = [];
    for (const [index, stream] of all.entries()) {
      const events = await readStream(poolClient(dataSource), stream);
      expect(events.map(({ version, data }) => [version, data])).toEqual([
        [1, { text: `${index}` }],
        [2, { text: 'b' }],
      ]);
      positions.push(events.at(-1)?.position);
      expect(results[index]).toEqual({ ok: true, version: 2, position: positions[index], repeated: false });
    }
    expect(await transactionsOf(all)).toBeLessThanOrEqual(2);
  });

  it('keep to what each expects, and a conflict leaves the others alone', async () => {
    const [made, missing, ...rest] = streams(20) as [StreamName, StreamName, ...StreamName[]];
    await append(made);
    const late = store.append(made, [note('late')], { expected: 'none' });
    const ahead = store.append(missing, [note('ahead')], { expected: 4 });
    const gone = store.append(newStream(), [note('gone')], { expected: 'exists' });
    const others = await Promise.all(rest.map((stream) => append(stream)));
    expect(await late).toMatchObject({ ok: false, conflict: { streamId: made.streamId, expected: 'none', actual: 1 } });
    expect(await ahead).toMatchObject({ ok: false, conflict: { streamId: missing.streamId, expected: 4, actual: 0 } });
    expect(await gone).toMatchObject({ ok: false, conflict: { expected: 'exists', actual: 0 } });
    expect(others.every(({ ok }) => ok)).toBe(true);
    expect(await textsOf(missing)).toEqual([]);
  });

  it('go behind what is there, by number, by "exists" and by "any"', async () => {
    const all = streams(30);
    const expectations = ['any', 'exists', 1] as const;
    await Promise.all(all.map((stream) => append(stream, 'first')));
    const results = await Promise.all(
      all.map((stream, index) =>
        store.append(stream, [note('second')], { expected: expectations[index % 3] ?? 'any' }),
      ),
    );
    expect(results.map((result) => result.ok && result.version)).toEqual(all.map(() => 2));
    expect(await transactionsOf(all)).toBeLessThanOrEqual(4);
  });

  it('tell the public events apart from the others, each in its own stream', async () => {
    const all = streams(10);
    for (const text of ['a', 'b']) await Promise.all(all.map((stream) => append(stream, text)));
    for (const stream of all) {
      const events = await readStream(poolClient(dataSource), stream);
      expect(events.map(({ previousPublic }) => previousPublic)).toEqual([0, 1]);
    }
  });

  it('have the metadata of those who called', async () => {
    const all = streams(10);
    const context = { service: 's', tenantId: 'default', causationId: null, traceparent: null, correlationId: newId() };
    await Promise.all(
      all.map((stream, index) => runInContext({ ...context, userId: `${index}` }, () => append(stream))),
    );
    const users = await Promise.all(
      all.map(async (stream) => (await readStream(poolClient(dataSource), stream))[0]?.metadata.userId),
    );
    expect(users).toEqual(all.map((_, index) => `${index}`));
  });

  it('that are repetitions of one another are written once', async () => {
    const all = streams(8);
    const ids = all.map(() => newId());
    const once = (): Promise<AppendResult[]> =>
      Promise.all(all.map((stream, index) => store.append(stream, [note('a', ids[index])], { expected: 'any' })));
    const rounds = await Promise.all([once(), once(), once()]);
    for (const [index, stream] of all.entries()) {
      expect(await textsOf(stream)).toEqual(['a']);
      const results = rounds.map((round) => round[index]);
      expect(results).toEqual(results.map((result) => ({ ...results[0], repeated: result?.ok && result.repeated })));
      expect(results.filter((result) => result?.ok && !result.repeated)).toHaveLength(1);
    }
  });
});

describe('An append that the database refuses', () => {
  it('fails alone: those that were sent together with it are written', async () => {
    const id = newId();
    await store.append(newStream(), [note('a', id)], { expected: 'none' });
    const all = streams(20);
    const results = await Promise.allSettled(
      all.map((stream, index) => store.append(stream, [note('b', index === 7 ? id : newId())], { expected: 'none' })),
    );
    expect(results.map(({ status }) => status)).toEqual(
      all.map((_, index) => (index === 7 ? 'rejected' : 'fulfilled')),
    );
    expect(results[7]).toMatchObject({ reason: { kind: 'conflict', code: 'EVENT_ID_REUSED' } });
    for (const [index, stream] of all.entries()) expect(await textsOf(stream)).toEqual(index === 7 ? [] : ['b']);
  });

  it('is refused for an archived stream, whatever it expects, unless it repeats', async () => {
    const [archived, other] = streams(2) as [StreamName, StreamName];
    const id = newId();
    await store.append(archived, [note('a', id)], { expected: 'none' });
    await dataSource.query('update streams set archived_at = now() where stream_id = $1', [archived.streamId]);
    for (const expected of ['any', 'exists', 'none', 0, 1, 7] as const) {
      const [refused, written] = await Promise.allSettled([
        store.append(archived, [note('late')], { expected }),
        append(other),
      ]);
      expect(refused).toMatchObject({ reason: { kind: 'gone', code: 'STREAM_ARCHIVED' } });
      expect(written.status).toBe('fulfilled');
    }
    const again = await store.append(archived, [note('a', id)], { expected: 'any' });
    expect(again).toMatchObject({ version: 1, repeated: true });
    expect(await textsOf(archived)).toEqual(['a']);
  });
});

describe('A stream that another transaction has locked', () => {
  it('delays its own appends and no others', async () => {
    const locked = newStream();
    await append(locked, 'first');
    const lock = await lockOf(locked);
    const waiting = append(locked, 'second');
    for (let round = 0; round < 3; round++) await Promise.all(streams(10).map((stream) => append(stream)));
    expect(await isPending(waiting)).toBe(true);
    await lock.commit();
    expect(await waiting).toMatchObject({ ok: true, version: 2 });
  });

  it('delays no others when there are many of them', async () => {
    const locked = streams(5);
    const locks = [];
    for (const stream of locked) {
      await append(stream, 'first');
      locks.push(await lockOf(stream));
    }
    const waiting = locked.map((stream) => append(stream, 'second'));
    for (let round = 0; round < 3; round++) await Promise.all(streams(10).map((stream) => append(stream)));
    expect(await Promise.all(waiting.map(isPending))).toEqual(waiting.map(() => true));
    for (const lock of locks) await lock.rollback();
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => expect.objectContaining({ ok: true, version: 2 })));
  });

  it('delays also what repeats or fails, and not what was sent together with it', async () => {
    const locked = newStream();
    const id = newId();
    await store.append(locked, [note('first', id)], { expected: 'none' });
    const lock = await lockOf(locked);
    const again = store.append(locked, [note('first', id)], { expected: 'none' });
    const others = streams(10);
    const results = await Promise.allSettled(
      others.map((stream, index) =>
        store.append(stream, [note('b', index === 3 ? id : newId())], { expected: 'none' }),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    await lock.commit();
    expect(await again).toMatchObject({ ok: true, version: 1, repeated: true });
  });

  it('is given up when it stays locked for the lock time-out', async () => {
    const impatient = await createTestDatabase(postgres, {
      label: 'impatient',
      migrations: [...EVENT_STORE_MIGRATIONS],
    });
    await impatient.dataSource.query(`alter function append_to_stream set lock_timeout = '50ms'`);
    const held = newStream();
    const lock = await OpenTransaction.begin(impatient.dataSource);
    await lock.append(held, written(held, 'first'));
    const refused = eventStoreOver(impatient.dataSource).append(held, [note('b')], { expected: 'any' });
    await expect(refused).rejects.toMatchObject({ kind: 'unavailable', code: 'EVENT_STORE_UNAVAILABLE' });
    await lock.commit();
    await impatient.close();
  });
});

describe('A stream that another transaction is making', () => {
  it.each([
    ['commits', 'any', { ok: true, version: 2 }],
    ['commits', 'none', { ok: false, conflict: { actual: 1 } }],
    ['commits', 'exists', { ok: true, version: 2 }],
    ['commits', 1, { ok: true, version: 2 }],
    ['is undone', 'any', { ok: true, version: 1 }],
    ['is undone', 'none', { ok: true, version: 1 }],
  ] as const)('delays no others; when that %s, one that expects %s has its result', async (end, expected, result) => {
    const stream = newStream();
    const maker = await OpenTransaction.begin(dataSource);
    await maker.append(stream, written(stream, 'first'));
    const waits = expected === 'any' || expected === 'none';
    const waiting = waits ? store.append(stream, [note('second')], { expected }) : null;
    for (let round = 0; round < 3; round++) await Promise.all(streams(10).map((other) => append(other)));
    if (waiting) expect(await isPending(waiting)).toBe(true);
    await (end === 'commits' ? maker.commit() : maker.rollback());
    expect(await (waiting ?? store.append(stream, [note('second')], { expected }))).toMatchObject(result);
  });

  it('does not exist yet for one that expects it to exist', async () => {
    const stream = newStream();
    const maker = await OpenTransaction.begin(dataSource);
    await maker.append(stream, written(stream, 'first'));
    const [exists, first] = await Promise.all([
      store.append(stream, [note('b')], { expected: 'exists' }),
      append(newStream()),
    ]);
    expect(exists).toMatchObject({ ok: false, conflict: { actual: 0 } });
    expect(first.ok).toBe(true);
    await maker.commit();
  });
});

describe('Appends of one process to one stream', () => {
  const range = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}`);

  it('are written in the order of the calls', async () => {
    const stream = newStream();
    await Promise.all(range(40).map((text) => append(stream, text)));
    expect(await textsOf(stream)).toEqual(range(40));
  });

  it('are so among many others, and when the stream is locked meanwhile', async () => {
    const [first, second] = streams(2) as [StreamName, StreamName];
    await append(first, 'made');
    const lock = await lockOf(first);
    const all = range(20).flatMap((text) => [append(first, text), append(second, text), append(newStream(), text)]);
    await all[1];
    await lock.commit();
    await Promise.all(all);
    expect(await textsOf(first)).toEqual(['made', ...range(20)]);
    expect(await textsOf(second)).toEqual(range(20));
  });

  it('are so when one of them fails', async () => {
    const [stream, other] = streams(2) as [StreamName, StreamName];
    const id = newId();
    await store.append(other, [note('x', id)], { expected: 'none' });
    const results = await Promise.allSettled(
      range(10).map((text) => store.append(stream, [note(text, text === '4' ? id : newId())], { expected: 'any' })),
    );
    expect(results.map(({ status }) => status === 'rejected')).toEqual(range(10).map((text) => text === '4'));
    expect(await textsOf(stream)).toEqual(range(10).filter((text) => text !== '4'));
  });

  it('follow each other by version without waiting for the results', async () => {
    const stream = newStream();
    const results = await Promise.all(
      range(20).map((text, index) => store.append(stream, [note(text)], { expected: index })),
    );
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(await textsOf(stream)).toEqual(range(20));
  });
});

describe('Units of work beside batches', () => {
  it('never deadlock, in whatever order they write which streams', async () => {
    const shared = streams(6);
    const work = Array.from({ length: 120 }, (_, index) => {
      const order = [...shared].sort(() => Math.random() - 0.5).slice(0, 1 + (index % 4));
      if (index % 3 === 0) return Promise.all(order.map((stream) => append(stream, `${index}`)));
      return store.unitOfWork.run(async () => {
        await (await store.unitOfWork.manager()).query('select 1');
        for (const stream of order) store.unitOfWork.append(stream, [note(`${index}`)], 'any');
      });
    });
    await Promise.all(work);
    const [row] = await dataSource.query<{ deadlocks: string }[]>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(row?.deadlocks).toBe('0');
    for (const stream of shared) {
      const events = await readStream(poolClient(dataSource), stream);
      expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1));
    }
  });
});

describe('A codec that takes its time', () => {
  it('does not change the order of the appends to a stream', async () => {
    let delay = 10;
    const slowly = eventStoreWith({
      encode: async (messages) => {
        await dataSource.query(`select pg_sleep(${(delay-- / 1000).toFixed(3)})`);
        return messages;
      },
      decode: (messages) => messages,
    });
    const stream = newStream();
    const texts = ['0', '1', '2', '3', '4', '5'];
    await Promise.all(texts.map((text) => slowly.append(stream, [note(text)], { expected: 'any' })));
    expect(await textsOf(stream)).toEqual(texts);
  });

  it('fails the append whose events it cannot encode, and no other', async () => {
    const failing = eventStoreWith({
      encode: async (messages) => {
        if ((messages[0]?.data as { text: string }).text === '1') throw new Error('No key.');
        return messages;
      },
      decode: (messages) => messages,
    });
    const stream = newStream();
    const results = await Promise.allSettled(
      ['0', '1', '2'].map((text) => failing.append(stream, [note(text)], { expected: 'any' })),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await textsOf(stream)).toEqual(['0', '2']);
  });
});

describe('An append inside a unit of work', () => {
  it('is to go through it', async () => {
    const running = store.unitOfWork.run(async () => append(newStream()));
    await expect(running).rejects.toThrow('A unit of work is running here: use UnitOfWork.append.');
  });

  it('that stands alone tells the position of its event', async () => {
    const stream = newStream();
    const outcome = await store.unitOfWork.run(async () => {
      store.unitOfWork.append(stream, [note('a'), note('b')], 'none');
    });
    const events = await readStream(poolClient(dataSource), stream);
    expect(outcome).toMatchObject({ committed: true, position: events.at(-1)?.position });
    expect(await store.unitOfWork.run(async () => 'nothing')).toMatchObject({ committed: true, position: null });
  });
});
