import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import type { DataSource } from 'typeorm';
import type { RecordedMessage } from '../src/index.js';
import { effectsOf, takeEffect, versionsByStream } from './support/effects.js';
import type { Follower } from './support/follower.js';
import { LogWorld } from './support/log-world.js';
import { newStream, NoteWritten } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';
import { written } from './support/pending.js';

/** A server whose processes this process can kill. */
const here = process.env['TEST_DATABASE_URL'] || process.platform === 'win32' ? it.skip : it;

let world: LogWorld;

beforeAll(async () => {
  // Nothing is written out but what a commit waits for, so that a crash takes back all it may.
  world = await LogWorld.open('outages', {
    restart_after_crash: true,
    synchronous_commit: true,
    wal_writer_delay: '10s',
    wal_writer_flush_after: '1GB',
    checkpoint_timeout: '1h',
    autovacuum: false,
  });
}, POSTGRES_START_TIMEOUT_MS);
afterEach(() => world.clear());
afterAll(() => world.close());

/**
 * Stops the process of the server that writes its log out now and then, before a crash that is to take back what nobody
 * waited for.
 */
async function holdWriter(dataSource: DataSource): Promise<void> {
  process.kill(await writerOf(dataSource), 'SIGSTOP');
}

async function writerOf(dataSource: DataSource): Promise<number> {
  const [row] = await dataSource.query<{ pid: number }[]>(
    `select pid from pg_stat_activity where backend_type = 'walwriter'`,
  );
  if (!row) throw new Error('The server has no such process now.');
  return row.pid;
}

/** Kills one of the server's processes: all the others end, and the server recovers as it does from a power failure. */
async function crash(dataSource: DataSource): Promise<void> {
  const pid = await eventually(() => writerOf(dataSource));
  process.kill(pid, 'SIGKILL');
  await eventually(async () => expect(await writerOf(dataSource)).not.toBe(pid));
}

/** Draws positions in a transaction that is undone, and so writes nothing out. */
async function drawAndUndo(dataSource: DataSource, count: number): Promise<number> {
  const runner = dataSource.createQueryRunner();
  await runner.startTransaction();
  const [row] = (await runner.query(`select max(nextval('events_position_seq')) as drawn from generate_series(1, $1)`, [
    count,
  ])) as { drawn: string }[];
  await runner.rollbackTransaction();
  await runner.release();
  return Number(row?.drawn);
}

describe('A subscription whose connections break', () => {
  it('goes on by itself, without a gap, a repetition or a mix-up', async () => {
    const names = ['broken-1', 'broken-2'];
    const followers = names.map((name) => {
      const follower: Follower = world.follow({
        name,
        shards: 3,
        batchSize: 3,
        handle: (event) => takeEffect(follower.store, name, event),
      });
      return follower;
    });
    const unnamed = world.follow({ from: 'now', batchSize: 3 }, world.there);
    await unnamed.subscription.started;
    const streams = Array.from({ length: 6 }, () => newStream());
    const counts = new Map(streams.map(({ streamId }) => [streamId, 0]));
    let writing = true;
    const write = async (): Promise<void> => {
      for (let n = 0; writing; n++) {
        const stream = streams[n % 6] ?? newStream();
        // Which of them were committed is read from the log at the end.
        await world.appendTo(stream, `${n}`).catch(() => undefined);
        counts.set(stream.streamId, n);
      }
    };
    const writer = write();
    for (let round = 1; round <= 4; round++) {
      const seen = unnamed.seen.length;
      await eventually(() => expect(unnamed.seen.length).toBeGreaterThan(seen + 20));
      await world.database.breakConnections();
    }
    writing = false;
    await writer;
    const stored = await eventually(() =>
      world.here.query<{ position: string; stream: string; version: string }[]>(
        `select position, stream_id as stream, version from events order by position`,
      ),
    );
    const expected = versionsByStream(stored.map(({ stream, version }) => ({ stream, version: Number(version) })));
    for (const [index, name] of names.entries()) {
      await eventually(() => followers[index]?.subscription.caughtUp());
      expect(versionsByStream(await effectsOf(world.here, name))).toEqual(expected);
    }
    await eventually(() => unnamed.subscription.caughtUp());
    // A handler whose unit of work did not commit is called again: what counts is that nothing is left out.
    expect([...new Set(unnamed.positions)]).toEqual(stored.map(({ position }) => Number(position)));
  });
});

describe('A server that crashes', () => {
  here('takes back positions that a subscription believed to be final, and nothing is skipped', async () => {
    await world.append('before');
    const unnamed = world.follow({ from: 'now', pollMs: 20 });
    await unnamed.subscription.caughtUp();
    await holdWriter(world.here);
    const drawn = await drawAndUndo(world.here, 500);
    await eventually(async () => expect((await unnamed.subscription.lag()).positions).toBe(0));
    await unnamed.subscription.caughtUp();
    await crash(world.here);
    const position = await eventually(() => world.appendTo(newStream(), 'after'));
    // It would prove nothing otherwise.
    expect(position).toBeLessThan(drawn);
    await eventually(() => expect(unnamed.texts).toEqual(['after']));
  });

  here('loses nothing to a subscription whose checkpoint had moved without a message, or not yet', async () => {
    const name = 'crashed';
    const follower: Follower = world.follow({
      name,
      from: 'now',
      pollMs: 20,
      filter: { types: ['NoteWritten'] },
      handle: (event) => takeEffect(follower.store, name, event),
    });
    await follower.subscription.caughtUp();
    await holdWriter(world.here);
    await drawAndUndo(world.here, 500);
    await follower.subscription.caughtUp();
    await crash(world.here);
    const ids: string[] = [];
    for (const text of ['a', 'b']) {
      await eventually(async () => {
        const stream = newStream();
        await world.writer.append(stream, [message(NoteWritten, { text })], { expected: 'none' });
        const [row] = await world.here.query<{ id: string }[]>('select id from events where stream_id = $1', [
          stream.streamId,
        ]);
        ids.push(row?.id ?? '');
      });
    }
    await eventually(async () => expect((await effectsOf(world.here, name)).map(({ event }) => event)).toEqual(ids));
  });

  here('in the midst of a reading does not make it skip what is appended then at positions taken back', async () => {
    const from = (await world.writer.finalPosition()) + 1;
    for (let n = 0; n < 30; n++) await world.append(`${n}`);
    await holdWriter(world.here);
    const drawn = await drawAndUndo(world.here, 500);
    const seen: number[] = [];
    const reading = world.writer.readAll({ allTenants: true, from, batchSize: 10 });
    const read = async (): Promise<boolean> => {
      const { done, value } = (await reading.next()) as IteratorResult<RecordedMessage, undefined>;
      if (value) seen.push(value.position);
      return done !== true;
    };
    await read();
    // The page ahead has come by then: no statement of the reader is cut off.
    await world.here.query('select pg_sleep(0.1)');
    await eventually(async () => {
      const busy = await world.here.query<unknown[]>(
        `select from pg_stat_activity
          where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()`,
      );
      expect(busy).toHaveLength(0);
    });
    await crash(world.here);
    const late = await OpenTransaction.begin(world.there);
    const stream = newStream();
    await late.append(stream, written(stream, 'late'));
    const behind = await world.appendTo(newStream(), 'behind');
    expect(behind).toBeLessThan(drawn);
    const rest = (async () => {
      while (await read());
    })();
    await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(20));
    // Long enough to go on, if it did not wait for the late one.
    await world.here.query('select pg_sleep(0.3)');
    await late.commit();
    await rest;
    const stored = await world.here.query<{ position: string }[]>(
      `select position from events where position >= $1 and kind = 'event' order by position`,
      [from],
    );
    expect(seen).toEqual(stored.map(({ position }) => Number(position)).slice(0, seen.length));
    expect(seen.length).toBeGreaterThanOrEqual(30);
  });

  here('in mid-stream is waited for', async () => {
    const name = 'restarted';
    const follower: Follower = world.follow({
      name,
      from: 'now',
      shards: 2,
      batchSize: 2,
      handle: (event) => takeEffect(follower.store, name, event),
    });
    await follower.subscription.started;
    const from = await world.writer.finalPosition();
    const stream = newStream();
    for (let round = 0; round < 3; round++) {
      for (let n = 0; n < 20; n++) await eventually(() => world.appendTo(stream, `${round}-${n}`));
      await crash(world.here);
    }
    await eventually(() => follower.subscription.caughtUp());
    const stored = await world.here.query<{ id: string }[]>(
      'select id from events where position > $1 order by position',
      [from],
    );
    expect((await effectsOf(world.here, name)).map(({ event }) => event)).toEqual(stored.map(({ id }) => id));
  });
});
