import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { currentContext, deriveId, newId, pause, runInContext } from '@edda/kernel';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import { PostgresEventStore, plainCodec, type RecordedMessage } from '../src/index.js';
import { effectsOf, takeEffect } from './support/effects.js';
import { LogWorld } from './support/log-world.js';
import { newStream, NoteCounted, NoteWritten, PrintNote } from './support/notes.js';

/** So long that nothing in these specs waits for it: what is to wake a subscription has to wake it. */
const NEVER = 3_600_000;

let world: LogWorld;

beforeAll(async () => {
  world = await LogWorld.open('subscriptions');
}, POSTGRES_START_TIMEOUT_MS);
afterEach(() => world.clear());
afterAll(() => world.close());

describe('A live subscription', () => {
  it('is woken at once by an append of its own process', async () => {
    const follower = world.follow({ from: 'now', pollMs: NEVER });
    await follower.subscription.started;
    for (const text of ['a', 'b', 'c']) {
      await follower.store.append(newStream(), [message(NoteWritten, { text })], { expected: 'none' });
      await eventually(() => expect(follower.texts.at(-1)).toBe(text));
    }
  });

  it('is woken by appends of another process', async () => {
    const follower = world.follow({ from: 'now', pollMs: NEVER }, world.there);
    await follower.subscription.caughtUp();
    for (const text of ['a', 'b', 'c']) {
      await world.append(text);
      await eventually(() => expect(follower.texts.at(-1)).toBe(text));
    }
  });

  it('finds what nobody announced', async () => {
    const follower = world.follow({ from: 'now', pollMs: 20 });
    await follower.subscription.caughtUp();
    const stream = newStream();
    await world.here.query(`insert into streams values ($1, $2, 'note', 1, 0)`, [stream.tenantId, stream.streamId]);
    await world.here.query(
      `insert into events (id, kind, tenant_id, stream_id, category, version, type, schema_version, data, metadata, recorded_at)
       values ($1, 'event', $2, $3, 'note', 1, 'NoteWritten', '1.0.0', '{"text":"by hand"}', $4, now())`,
      [newId(), stream.tenantId, stream.streamId, JSON.stringify({ correlationId: newId() })],
    );
    await eventually(() => expect(follower.texts).toEqual(['by hand']));
  });

  it('gives commands and replies only where they are asked for', async () => {
    const [plain, published] = [
      world.follow({ from: 'now' }),
      world.follow({ from: 'now', filter: { published: true, kinds: ['event', 'command', 'reply'] } }),
    ];
    await Promise.all([plain.subscription.started, published.subscription.started]);
    const { unitOfWork } = world.writer;
    await unitOfWork.run(async () => {
      unitOfWork.append(newStream(), [message(NoteCounted, { by: 1 }), message(NoteWritten, { text: 'a' })], 'none');
      unitOfWork.send(message(PrintNote, { text: 'b' }), { key: 'printer' });
    });
    await Promise.all([plain.subscription.caughtUp(), published.subscription.caughtUp()]);
    expect(plain.seen.map(({ type }) => type)).toEqual(['NoteCounted', 'NoteWritten']);
    expect(published.seen.map(({ type }) => type)).toEqual(['NoteWritten', 'PrintNote']);
  });

  it('does not wait for one that is slow, and what waits for the slow one is bounded', async () => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const slow: RecordedMessage[] = [];
    const fast = world.follow({ from: 'now' });
    const behind = fast.store.subscribe({
      from: 'now',
      batchSize: 10,
      handle: async (event) => {
        await released;
        slow.push(event);
      },
    });
    await Promise.all([fast.subscription.started, behind.started]);
    const texts = Array.from({ length: 60 }, (_, index) => `${index}`);
    // More than the tailer keeps: 60 events of a quarter of a megabyte each.
    const body = 'x'.repeat(250_000);
    for (const text of texts) await world.appendTo(newStream(), text + body);
    await fast.subscription.caughtUp();
    expect(fast.texts.map((text) => String(text).replace(body, ''))).toEqual(texts);
    expect(slow).toEqual([]);
    release();
    await behind.caughtUp();
    expect(slow.map(({ position }) => position)).toEqual(fast.positions);
  });

  it('has no seam between catching up and what comes meanwhile', async () => {
    const streams = Array.from({ length: 5 }, () => newStream());
    let writing = true;
    const write = async (): Promise<void> => {
      for (let n = 0; writing; n++) {
        await world.appendTo(streams[n % 5] ?? newStream(), `${n}`);
        await pause(2);
      }
    };
    const writers = [write(), write(), write()];
    const followers = [];
    for (let round = 0; round < 8; round++) {
      followers.push(world.follow({ filter: { categories: ['note'] }, batchSize: 10 + round * 7 }));
      await followers.at(-1)?.subscription.caughtUp();
    }
    writing = false;
    await Promise.all(writers);
    const stored = await world.here.query<{ position: string }[]>(
      `select position from events where kind = 'event' order by position`,
    );
    for (const follower of followers) {
      await follower.subscription.caughtUp();
      expect(follower.positions).toEqual(stored.map(({ position }) => Number(position)));
    }
  });

  it('leaves no connection and no lock behind when the last one has stopped', async () => {
    const follower = world.follow({ name: 'unlocked' });
    await follower.subscription.caughtUp();
    await follower.subscription.stop();
    // The server ends a session a moment after its client has hung up.
    await eventually(async () => {
      const [row] = await world.here.query<{ locks: number; listeners: number }[]>(
        `select (select count(*)::int from pg_locks where locktype = 'advisory'
                  and database = (select oid from pg_database where datname = current_database())) as locks,
              (select count(*)::int from pg_stat_activity where datname = current_database() and query ilike '%listen%'
                  and pid <> pg_backend_pid()) as listeners`,
      );
      expect(row).toEqual({ locks: 0, listeners: 0 });
    });
  });
});

describe('A handler', () => {
  it('takes effect together with the checkpoint, once, however often it fails', async () => {
    const name = 'effects';
    await world.append('a', 'b', 'c');
    let failures = 3;
    const follower = world.follow({
      name,
      handle: async (event) => {
        await takeEffect(follower.store, name, event);
        if (failures-- > 0) throw new Error('After its effect.');
      },
    });
    await follower.subscription.caughtUp();
    const events = await world.here.query<{ id: string }[]>(
      `select id from events where kind = 'event' order by position`,
    );
    expect((await effectsOf(world.here, name)).map(({ event }) => event)).toEqual(events.map(({ id }) => id));
    expect(follower.errors).toHaveLength(3);
  });

  it('takes effect once, though its commit seems to have failed and has not', async () => {
    const name = 'ambiguous';
    const from = await world.writer.finalPosition();
    const stream = newStream();
    await world.appendTo(stream, 'a', 'b', 'c', 'd', 'e');
    const follower = world.follow({
      name,
      from,
      batchSize: 2,
      handle: (event) => takeEffect(follower.store, name, event),
    });
    const { unitOfWork } = follower.store;
    const run = unitOfWork.run.bind(unitOfWork);
    let commits = 0;
    unitOfWork.run = async (work) => {
      const outcome = await run(work);
      if (commits++ % 2 === 0) throw new Error('The connection broke before it was told of the commit.');
      return outcome;
    };
    await follower.subscription.caughtUp();
    expect((await effectsOf(world.here, name)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
    expect(follower.errors.length).toBeGreaterThan(1);
  });

  it('that emits events gives them the same ids at every attempt, derived from its event and the name', async () => {
    const stream = newStream();
    const target = newStream();
    await world.appendTo(stream, 'cause');
    const emitted: string[] = [];
    const follower = world.follow({
      name: 'emitting',
      filter: { correlationId: await correlationOf(stream.streamId), types: ['NoteWritten'] },
      handle: async () => {
        const [event] = follower.store.unitOfWork.append(target, [message(NoteCounted, { by: 1 })], 'any');
        emitted.push(event?.id ?? '');
        if (emitted.length < 3) throw new Error('Not yet.');
      },
    });
    await eventually(async () => expect(await idsIn(target.streamId)).toHaveLength(1));
    const [cause] = await idsIn(stream.streamId);
    const id = deriveId(deriveId(cause ?? '', 'emitting'), 0);
    expect(emitted.slice(0, 3)).toEqual([id, id, id]);
    expect(await idsIn(target.streamId)).toEqual([id]);
  });

  it('whose append conflicts is given the event again', async () => {
    const target = newStream();
    await world.append('a');
    let expected = 7;
    const follower = world.follow({
      name: 'conflicting',
      batchSize: 1,
      from: (await world.writer.finalPosition()) - 1,
      handle: async () => {
        follower.store.unitOfWork.append(target, [message(NoteCounted, { by: 1 })], expected);
        expected = 0;
      },
    });
    await eventually(async () => expect(await idsIn(target.streamId)).toHaveLength(1));
    expect(follower.errors[0]).toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('runs outside of the context and the unit of work in which its subscription was started', async () => {
    const contexts: unknown[] = [];
    const context = { service: 'x', tenantId: 'acme', userId: 'ann', correlationId: newId(), causationId: null };
    const started = runInContext({ ...context, traceparent: null }, () =>
      world.writer.unitOfWork.run(async () =>
        world.follow({
          from: 'now',
          handleBatch: async () => void contexts.push(currentContext(), world.writer.unitOfWork.isActive),
        }),
      ),
    );
    const outcome = await started;
    if (!outcome.committed) throw new Error('It has nothing to conflict with.');
    await outcome.value.subscription.started;
    await world.append('a');
    await outcome.value.subscription.caughtUp();
    expect(contexts).toEqual([undefined, false]);
  });

  it('of one event holds back only what comes behind it, also where pages hold many', async () => {
    const from = await world.writer.finalPosition();
    await world.append('a', 'b', 'c', 'd', 'e');
    let broken = true;
    const handled: string[] = [];
    const follower = world.follow({
      name: 'poison',
      from,
      handle: async ({ data }) => {
        const { text } = data as NoteWritten;
        if (text === 'c' && broken) throw new Error('Not c.');
        handled.push(text);
      },
    });
    await eventually(() => expect(follower.errors.length).toBeGreaterThan(3));
    const [, b] = await positionsOf(from);
    expect(await world.checkpointOf('poison')).toBe(b);
    broken = false;
    await follower.subscription.caughtUp();
    expect(handled.slice(-3)).toEqual(['c', 'd', 'e']);
  });

  it('that needs an event decoded is not given it, nor what follows, when it cannot be', async () => {
    const from = await world.writer.finalPosition();
    await world.append('a', 'unreadable', 'b');
    let readable = false;
    const store = new PostgresEventStore(world.here, {
      source: 'test',
      codec: {
        ...plainCodec,
        decode: (messages) => {
          if (!readable && messages.some(({ data }) => (data as NoteWritten).text === 'unreadable'))
            throw new Error('The chain of upcasters has a gap.');
          return messages;
        },
      },
    });
    const errors: unknown[] = [];
    const [decoded, raw]: unknown[][] = [[], []];
    const onError = (error: unknown): void => void errors.push(error);
    const note = (into?: unknown[]) => async (event: RecordedMessage) =>
      void into?.push((event.data as NoteWritten).text);
    const stopping = store.subscribe({ name: 'decoding', from, handle: note(decoded), onError });
    const going = store.subscribe({ from, raw: true, handle: note(raw), onError });
    await going.caughtUp();
    expect(raw).toEqual(['a', 'unreadable', 'b']);
    await eventually(() => expect(errors.length).toBeGreaterThan(3));
    expect(decoded).toEqual(['a']);
    readable = true;
    await stopping.caughtUp();
    expect(decoded).toEqual(['a', 'unreadable', 'b']);
    await store.close();
  });
});

describe('Subscriptions over few connections', () => {
  it('all come to their end: none holds a connection while it waits for another', async () => {
    const small = await world.database.connect();
    const store = new PostgresEventStore(small, { source: 'test' });
    Object.assign((small.driver as unknown as { master: { options: { max: number } } }).master.options, { max: 3 });
    const from = await world.writer.finalPosition();
    const streams = Array.from({ length: 40 }, () => newStream());
    for (const stream of streams) await world.appendTo(stream, 'a', 'b');
    const names = ['few-1', 'few-2', 'few-3'];
    const subscriptions = names.map((name) =>
      store.subscribe({ name, from, shards: 8, batchSize: 5, handle: (event) => takeEffect(store, name, event) }),
    );
    await Promise.all(subscriptions.map((subscription) => subscription.caughtUp()));
    for (const name of names) expect(await effectsOf(world.here, name)).toHaveLength(80);
    await store.close();
  });

  it('are refused when there is only one', async () => {
    const single = await world.database.connect();
    Object.assign((single.driver as unknown as { master: { options: { max: number } } }).master.options, { max: 1 });
    const store = new PostgresEventStore(single, { source: 'test' });
    expect(() => store.subscribe({ handle: async () => undefined })).toThrow(
      expect.objectContaining({ code: 'POOL_TOO_SMALL' }),
    );
  });
});

describe('The options of a subscription', () => {
  it.each([
    [{ shards: 0 }, 'shards'],
    [{ shards: 65 }, 'shards'],
    [{ shards: 2 }, 'shards'],
    [{ name: '' }, 'name'],
    [{ name: 'a#1' }, 'name'],
    [{ from: -1 }, 'from'],
    [{ from: 1.5 }, 'from'],
    [{ batchSize: 0 }, 'batchSize'],
    [{ leaseMs: 5 }, 'leaseMs'],
    [{ filter: { types: [''] } }, 'types'],
    [{ filter: { recordedFrom: new Date(NaN) } }, 'recordedFrom'],
    [{ handleBatch: async () => undefined }, 'handle'],
  ])('%j are refused, with the field %s', (options, field) => {
    const start = () => world.writer.subscribe({ handle: async () => undefined, ...options });
    expect(start).toThrow(expect.objectContaining({ kind: 'invalid', fields: [expect.objectContaining({ field })] }));
  });
});

async function idsIn(streamId: string): Promise<string[]> {
  const rows = await world.here.query<{ id: string }[]>('select id from events where stream_id = $1 order by version', [
    streamId,
  ]);
  return rows.map(({ id }) => id);
}

async function correlationOf(streamId: string): Promise<string> {
  const [row] = await world.here.query<{ id: string }[]>(
    `select metadata ->> 'correlationId' as id from events where stream_id = $1`,
    [streamId],
  );
  return row?.id ?? '';
}

async function positionsOf(after: number): Promise<number[]> {
  const rows = await world.here.query<{ position: string }[]>(
    'select position from events where position > $1 order by position',
    [after],
  );
  return rows.map(({ position }) => Number(position));
}
