import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import type { DataSource } from 'typeorm';
import { EVENT_STORE_MIGRATIONS, poolClient, type LogSubscriptionOptions } from '../src/index.js';
import { moveCheckpoint, takeCheckpoint } from '../src/subscribe/checkpoint.js';
import { eventStoreOver } from '../src/testing/index.js';
import { Follower } from './support/follower.js';
import { newStream, NoteCounted, NoteWritten, PrintNote } from './support/notes.js';

/** So long that nothing in these specs waits for it: what is to wake a subscription has to wake it. */
const NEVER = 3_600_000;

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let here: DataSource;
let there: DataSource;
let followers: Follower[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'followers', migrations: [...EVENT_STORE_MIGRATIONS] });
  here = database.dataSource;
  there = await database.connect();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.stop()));
  followers = [];
});

function follow(dataSource: DataSource, name: string, options: Partial<LogSubscriptionOptions> = {}): Follower {
  const follower = new Follower(dataSource, { name, ...options });
  followers.push(follower);
  return follower;
}

/** Appends in a process that does not follow the log. */
async function append(...texts: string[]): Promise<void> {
  await appendBy(eventStoreOver(here).unitOfWork, ...texts);
}

async function appendBy(unitOfWork: Follower['store']['unitOfWork'], ...texts: string[]): Promise<void> {
  const events = texts.map((text) => message(NoteWritten, { text }));
  await unitOfWork.run(async () => unitOfWork.append(newStream(), events, 'none'));
}

async function checkpointOf(name: string): Promise<number> {
  const [row] = await here.query<{ position: string }[]>('select position from checkpoints where subscription = $1', [
    name,
  ]);
  return Number(row?.position);
}

/** Starts at the end of the log. */
async function startAtEnd(name: string): Promise<void> {
  await here.query(
    `insert into checkpoints (subscription, position) select $1, coalesce(max(position), 0) from events`,
    [name],
  );
}

describe('A subscription to the log', () => {
  it('gives what is there, then what comes', async () => {
    await startAtEnd('all');
    await append('a', 'b');
    const follower = follow(here, 'all', { pollMs: NEVER });
    await eventually(() => expect(follower.texts).toEqual(['a', 'b']));
    await appendBy(follower.store.unitOfWork, 'c');
    await eventually(() => expect(follower.texts).toEqual(['a', 'b', 'c']));
  });

  it('gives public events and outgoing messages, and no internal event', async () => {
    await startAtEnd('public');
    const { unitOfWork } = eventStoreOver(here);
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [message(NoteCounted, { by: 1 }), message(NoteWritten, { text: 'a' })], 'none');
      unitOfWork.send(message(PrintNote, { text: 'b' }), { key: 'printer' });
    });
    const follower = follow(here, 'public');
    await eventually(() => expect(follower.seen.map(({ type }) => type)).toEqual(['NoteWritten', 'PrintNote']));
  });

  it('goes on where it was stopped', async () => {
    await startAtEnd('resumed');
    await append('a', 'b');
    const first = follow(here, 'resumed');
    await eventually(async () => expect(await checkpointOf('resumed')).toBe(first.positions[1]));
    await first.stop();
    await append('c');
    const second = follow(there, 'resumed');
    await eventually(() => expect(second.texts).toEqual(['c']));
    expect(first.texts).toEqual(['a', 'b']);
  });

  it('gives the same messages again until they are handled', async () => {
    await startAtEnd('failing');
    const attempts: number[][] = [];
    const follower = follow(here, 'failing', {
      handle: async (messages) => {
        attempts.push(messages.map(({ position }) => position));
        if (attempts.length < 3) throw new Error(`Attempt ${attempts.length} failed.`);
      },
    });
    const before = await eventually(async () => {
      expect(follower.subscription.isOwner).toBe(true);
      return checkpointOf('failing');
    });
    await append('a', 'b');
    await appendBy(follower.store.unitOfWork, 'wakes it');
    await eventually(async () => expect(await checkpointOf('failing')).toBeGreaterThan(before));
    expect(follower.errors.map(String)).toEqual(['Error: Attempt 1 failed.', 'Error: Attempt 2 failed.']);
    expect(attempts[0]?.slice(0, 2)).toEqual(attempts[2]?.slice(0, 2));
  });

  it('gives no more at once than it was told to', async () => {
    await startAtEnd('batches');
    await append('a', 'b', 'c', 'd', 'e');
    const batches: number[] = [];
    follow(here, 'batches', { batchSize: 2, handle: async (messages) => void batches.push(messages.length) });
    await eventually(() => expect(batches).toEqual([2, 2, 1]));
  });

  it('tells how far behind it is', async () => {
    await startAtEnd('lagging');
    await append('a', 'b', 'c');
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const { subscription } = follow(here, 'lagging', { handle: () => released });
    await eventually(() => expect(subscription.lag).toBe(3));
    release();
    await eventually(() => expect(subscription.lag).toBe(0));
  });

  it('is woken by appends of other processes', async () => {
    await startAtEnd('announced');
    const owner = follow(here, 'announced', { pollMs: NEVER });
    await eventually(() => expect(owner.subscription.isOwner).toBe(true));
    const other = follow(there, 'announced', { pollMs: NEVER });
    await eventually(async () => {
      await appendBy(other.store.unitOfWork, 'there');
      expect(owner.texts).toContain('there');
    });
    expect(other.seen).toEqual([]);
  });

  it('stops while it waits for something to come', async () => {
    const { subscription } = follow(here, 'stopped', { pollMs: NEVER });
    await eventually(() => expect(subscription.isOwner).toBe(true));
    await subscription.stop();
    expect(subscription.isOwner).toBe(false);
  });

  it('leaves no lock behind in the pool when it stops', async () => {
    const { subscription } = follow(here, 'unlocked');
    await eventually(() => expect(subscription.isOwner).toBe(true));
    await subscription.stop();
    const [row] = await here.query<{ count: number }[]>(
      `select count(*)::int from pg_locks where locktype = 'advisory'
          and database = (select oid from pg_database where datname = current_database())`,
    );
    expect(row?.count).toBe(0);
  });
});

describe('The ownership of a subscription', () => {
  it('belongs to one of several instances', async () => {
    await startAtEnd('owned');
    const instances = [follow(here, 'owned'), follow(there, 'owned'), follow(there, 'owned')];
    await append('a', 'b', 'c');
    await eventually(() => expect(instances.flatMap(({ texts }) => texts)).toEqual(['a', 'b', 'c']));
    expect(instances.filter(({ subscription }) => subscription.isOwner)).toHaveLength(1);
    expect(instances.filter(({ seen }) => seen.length > 0)).toHaveLength(1);
  });

  it('passes to another instance when the owner stops', async () => {
    await startAtEnd('passed');
    const first = follow(here, 'passed');
    await eventually(() => expect(first.subscription.isOwner).toBe(true));
    const second = follow(there, 'passed');
    await append('a');
    await eventually(() => expect(first.texts).toEqual(['a']));
    await first.stop();
    await append('b');
    await eventually(() => expect(second.texts).toEqual(['b']));
    expect(second.subscription.isOwner).toBe(true);
  });

  it('cannot be used any more by an owner that others believed dead', async () => {
    const client = poolClient(here);
    const first = await takeCheckpoint(client, 'fenced');
    expect(await moveCheckpoint(client, 'fenced', 5, first.epoch)).toBe(true);
    const second = await takeCheckpoint(client, 'fenced');
    expect(second.position).toBe(5);
    expect(await moveCheckpoint(client, 'fenced', 9, first.epoch)).toBe(false);
    expect(await moveCheckpoint(client, 'fenced', 7, second.epoch)).toBe(true);
    expect(await checkpointOf('fenced')).toBe(7);
  });
});

describe('A subscription whose database is restarted', () => {
  it('goes on by itself, without a gap, and never brings the process down', async () => {
    await startAtEnd('restarted');
    const instances = [follow(here, 'restarted'), follow(there, 'restarted')];
    await eventually(() => expect(instances.filter(({ subscription }) => subscription.isOwner)).toHaveLength(1));
    await append('before');
    await eventually(() => expect(instances.flatMap(({ texts }) => texts)).toContain('before'));
    for (let round = 1; round <= 3; round++) {
      await database.breakConnections();
      await eventually(() => append(`after ${round}`));
    }
    await eventually(() => {
      const handled = instances.flatMap(({ texts }) => texts);
      expect(['after 1', 'after 2', 'after 3'].filter((text) => !handled.includes(text))).toEqual([]);
    });
    for (const { positions } of instances) {
      expect(positions).toEqual([...positions].sort((left, right) => left - right));
    }
  });
});
