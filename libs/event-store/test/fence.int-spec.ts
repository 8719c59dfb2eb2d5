import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import {
  appendStream,
  EVENT_STORE_MIGRATIONS,
  finalPosition,
  poolClient,
  type RecordedMessage,
  type SqlClient,
} from '../src/index.js';
import { Follower } from './support/follower.js';
import { newStream } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';
import { written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let dataSource: DataSource;
let client: SqlClient;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'fence',
    migrations: [...EVENT_STORE_MIGRATIONS],
    poolSize: 30,
  });
  dataSource = database.dataSource;
  client = poolClient(dataSource);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

/** Gives up instead of waiting for writers: the answer is the known position as long as one is not done. */
const finalNow = (known: number): Promise<number> => finalPosition(client, known, AbortSignal.abort());

async function append(text: string): Promise<void> {
  const stream = newStream();
  expect(await appendStream(client, stream, [written(stream, text)], 'none')).toMatchObject({ ok: true, version: 1 });
}

/** The last position given out, whether or not its event was committed. */
async function lastPosition(): Promise<number> {
  const rows = await client.query<{ last: string }>('select last_value as last from events_position_seq');
  return Number(rows[0]?.last);
}

describe('The final position of the log', () => {
  it('is 0 for an empty log', async () => {
    expect(await finalNow(0)).toBe(0);
  });

  it('is that of the last event when nobody writes', async () => {
    await append('a');
    expect(await finalNow(0)).toBe(await lastPosition());
  });

  it('stays in front of an append whose commit is late, whatever others commit behind it', async () => {
    const known = await lastPosition();
    const late = await OpenTransaction.begin(dataSource);
    const stream = newStream();
    await late.append(stream, written(stream, 'late'));
    await append('behind');
    expect(await finalNow(known)).toBe(known);
    await late.commit();
    expect(await finalNow(known)).toBe(await lastPosition());
  });

  it('moves on when the late one is undone', async () => {
    const known = await lastPosition();
    const late = await OpenTransaction.begin(dataSource);
    const stream = newStream();
    await late.append(stream, written(stream, 'undone'));
    const waiting = finalPosition(client, known);
    await late.rollback();
    expect(await waiting).toBe(known + 1);
    expect(await client.query('select 1 from events where position > $1', [known])).toEqual([]);
  });

  it('stays in front of an append that was undone to a savepoint, until its transaction ends', async () => {
    const known = await lastPosition();
    const late = await OpenTransaction.begin(dataSource);
    const stream = newStream();
    await late.query('savepoint before_it');
    await late.append(stream, written(stream, 'undone'));
    await late.query('rollback to savepoint before_it');
    await late.append(stream, written(stream, 'kept'));
    expect(await finalNow(known)).toBe(known);
    await late.commit();
    expect(await finalNow(known)).toBe(known + 2);
  });

  it('is not held up by transactions that only read, or write elsewhere', async () => {
    const known = await lastPosition();
    const reading = await OpenTransaction.begin(dataSource);
    await reading.query('select * from events');
    const writing = await OpenTransaction.begin(dataSource);
    await writing.query(`insert into checkpoints (subscription) values ('elsewhere')`);
    await append('a');
    expect(await finalNow(known)).toBe(known + 1);
    await reading.commit();
    await writing.rollback();
  });

  it('is not held up by writers that came after it looked', async () => {
    const known = await lastPosition();
    const first = await OpenTransaction.begin(dataSource);
    const stream = newStream();
    await first.append(stream, written(stream, 'first'));
    let statements = 0;
    const counting: SqlClient = {
      query: (sql, parameters) => client.query<never>(sql, parameters).finally(() => statements++),
    };
    const waiting = finalPosition(counting, known);
    // The head and the writers of that moment; from the third on it only waits for those.
    await eventually(() => expect(statements).toBeGreaterThanOrEqual(2));
    const second = await OpenTransaction.begin(dataSource);
    const other = newStream();
    await second.append(other, written(other, 'second'));
    await first.commit();
    expect(await waiting).toBe(known + 1);
    await second.rollback();
  });
});

describe('A follower of the log', () => {
  let follower: Follower | undefined;

  afterEach(() => follower?.stop());

  it('gets an event whose commit is late before those that were committed behind it', async () => {
    follower = new Follower(dataSource, { name: 'late-commits', pollMs: 20 });
    await append('first of three');
    await eventually(() => expect(follower?.texts).toContain('first of three'));
    const late = await OpenTransaction.begin(dataSource);
    const stream = newStream();
    await late.append(stream, written(stream, 'second of three'));
    await append('third of three');
    // Long enough for several looks at the log, which must not go past the late one.
    await delay(100);
    await late.commit();
    await eventually(() => expect(follower?.texts).toContain('third of three'));
    await follower.stop();
    expect(follower.texts.slice(-3)).toEqual(['first of three', 'second of three', 'third of three']);
  });

  it('misses nothing and mixes nothing up while many write, hesitate and change their minds', async () => {
    follower = new Follower(dataSource, { name: 'chaos', pollMs: 5, batchSize: 7 });
    const streams = Array.from({ length: 10 }, () => newStream());
    const end = performance.now() + 2500;
    const write = async (): Promise<void> => {
      while (performance.now() < end) {
        const transaction = await OpenTransaction.begin(dataSource);
        const chosen = pick(streams);
        await transaction.append(chosen, written(chosen, 'a'), written(chosen, 'b'));
        await delay(Math.random() ** 4 * 150);
        if (Math.random() < 0.2) {
          const other = newStream();
          await transaction.query('savepoint doubt');
          await transaction.append(other, written(other, 'undone'));
          await transaction.query('rollback to savepoint doubt');
        }
        if (Math.random() < 0.2) await transaction.rollback();
        else await transaction.commit();
      }
    };
    await Promise.all(Array.from({ length: 12 }, write));
    const stored = await client.query<{ position: string }>('select position from events order by position');
    const all = stored.map(({ position }) => Number(position));
    await eventually(() => expect(follower?.positions.at(-1)).toBe(all.at(-1)));
    await follower.stop();
    expect(follower.positions).toEqual(all);
    expect(outOfOrder(follower.seen)).toEqual([]);
    expect(follower.errors).toEqual([]);
  });
});

function pick<T>(items: readonly T[]): T {
  return items[Math.floor(Math.random() * items.length)] as T;
}

/** Events that did not come right behind the event before them in their stream. */
function outOfOrder(messages: readonly RecordedMessage[]): RecordedMessage[] {
  const last = new Map<string, number>();
  return messages.filter(({ streamId, version }) => {
    const isNext = version === (last.get(streamId) ?? 0) + 1;
    last.set(streamId, version ?? 0);
    return !isNext;
  });
}
