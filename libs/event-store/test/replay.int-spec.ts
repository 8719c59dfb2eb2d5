import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EventSchema, message, Personal } from '@edda/event-schemas';
import { newId, withContext, type Clock } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { IsString } from 'class-validator';
import {
  AggregateRepository,
  causationTree,
  EVENT_STORE_MIGRATIONS,
  messagesOfFixture,
  PostgresEventStore,
  Projection,
  renderTree,
  ReplayController,
  streamName,
  type FixtureEvent,
  type ReplayFilter,
  type ReplayProgress,
  type StreamName,
} from '../src/index.js';
import { given } from '../src/testing/index.js';
import { Notebook, type NotebookState } from './support/notebook.js';
import { NoteCounted, NoteWritten, PrintNote } from './support/notes.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
let replay: ReplayController;
let tenantId: string;
let now = new Date();
const clock: Clock = { now: () => now };
const day = (number: number): Date => new Date(Date.UTC(2026, 0, number));

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'replay', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = new PostgresEventStore(database.dataSource, { source: 'test', clock });
  replay = new ReplayController(store);
}, POSTGRES_START_TIMEOUT_MS);

beforeEach(() => {
  tenantId = newId();
  now = new Date();
});

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

async function write(stream: StreamName, ...texts: string[]): Promise<void> {
  const events = texts.map((text) => message(NoteWritten, { text }));
  await withContext({ tenantId }, () => store.append(stream, events, { expected: 'any' }));
}

function texts(filter: ReplayFilter): Promise<string[]> {
  const append = (all: string[], { data }: { data: unknown }) => [...all, (data as { text: string }).text];
  return replay.into({ tenantId, ...filter }, [] as string[], append);
}

describe('A replay', () => {
  it('folds the events of a tenant into a state, in the order of the log', async () => {
    const [left, right] = [streamName('note', 'l', tenantId), streamName('note', 'r', tenantId)];
    await write(left, 'a');
    await write(right, 'b');
    await write(left, 'c');
    expect(await texts({})).toEqual(['a', 'b', 'c']);
    expect(await withContext({ tenantId: newId() }, () => replay.into({}, 0, (count) => count + 1))).toBe(0);
  });

  it('takes in what its filter lets through, the same from the log and from one stream', async () => {
    const stream = streamName('note', 'a', tenantId);
    now = day(1);
    await write(stream, 'first');
    now = day(2);
    const correlationId = newId();
    await withContext({ tenantId, correlationId }, () =>
      store.append(stream, [message(NoteWritten, { text: 'second' }), message(NoteCounted, { by: 1 })], {
        expected: 'any',
      }),
    );
    now = day(3);
    await write(stream, 'third');
    const filters: [ReplayFilter, number[]][] = [
      [{}, [1, 2, 3, 4]],
      [{ types: ['NoteWritten'] }, [1, 2, 4]],
      [{ categories: ['note'] }, [1, 2, 3, 4]],
      [{ categories: ['other'] }, []],
      [{ correlationId }, [2, 3]],
      [{ recordedFrom: day(2) }, [2, 3, 4]],
      [{ recordedTo: day(2) }, [1]],
      [{ published: false }, [3]],
      [{ kinds: ['command'] }, []],
      [{ types: ['NoteWritten'], recordedFrom: day(2), recordedTo: day(3) }, [2]],
    ];
    for (const [filter, expected] of filters) {
      const versions = (where: ReplayFilter) =>
        replay.into({ tenantId, ...filter, ...where }, [] as (number | null)[], (all, { version }) => [
          ...all,
          version,
        ]);
      expect({ filter, versions: await versions({}) }).toEqual({ filter, versions: expected });
      expect({ filter, versions: await versions({ stream }) }).toEqual({ filter, versions: expected });
    }
  });

  it('of nothing is the state it began with', async () => {
    const told: ReplayProgress[] = [];
    const onProgress = (progress: ReplayProgress) => told.push(progress);
    const stream = streamName('note', 'none', tenantId);
    expect(await replay.into({ stream }, 'first', () => 'next', { onProgress })).toBe('first');
    expect(await replay.into({ tenantId }, 'first', () => 'next')).toBe('first');
    expect(told).toEqual([{ replayed: 0, at: 0, end: 0 }]);
  });

  it('makes an aggregate what it is', async () => {
    const notebooks = new AggregateRepository<NotebookState, Notebook>(Notebook, store.unitOfWork);
    const id = newId();
    await withContext({ tenantId }, () => notebooks.change(id, (notebook) => notebook.write('a', 'b', 'c')));
    const stream = streamName('notebook', id, tenantId);
    const replayed = await replay.intoAggregate({ stream }, new Notebook(id));
    expect(replayed.state).toEqual({ notes: 3, last: 'c' });
  });

  it('includes what was archived of a stream', async () => {
    const stream = streamName('note', 'a', tenantId);
    await write(stream, 'a', 'b');
    await store.archiveStream(stream);
    expect(await texts({ stream })).toEqual(['a', 'b']);
  });

  it('ends where the log ended when it began, and tells how far it is', async () => {
    const stream = streamName('note', 'a', tenantId);
    await write(stream, 'a', 'b', 'c', 'd', 'e');
    const told: ReplayProgress[] = [];
    const seen = await replay.into(
      { stream },
      0,
      async (count) => {
        await write(stream, 'while it runs');
        return count + 1;
      },
      { batchSize: 2, onProgress: (progress) => told.push(progress) },
    );
    expect(seen).toBe(5);
    expect(told).toEqual([
      { replayed: 2, at: 2, end: 5 },
      { replayed: 4, at: 4, end: 5 },
      { replayed: 5, at: 5, end: 5 },
    ]);
  });

  it('is called off by a signal', async () => {
    await write(streamName('note', 'a', tenantId), 'a', 'b', 'c');
    const stop = new AbortController();
    const seen: unknown[] = [];
    const replaying = replay.into(
      { tenantId },
      null,
      (_state, event) => {
        seen.push(event);
        stop.abort(new Error('Enough.'));
        return null;
      },
      { signal: stop.signal },
    );
    await expect(replaying).rejects.toThrow('Enough.');
    expect(seen).toHaveLength(1);
  });
});

describe('A fixture made of a replay', () => {
  it('is JSON that a test is given', async () => {
    const stream = streamName('notebook', 'a', tenantId);
    await write(stream, 'a', 'b');
    const fixture = JSON.parse(JSON.stringify(await replay.toFixture({ stream }))) as FixtureEvent[];
    expect(fixture).toEqual([
      {
        streamId: 'notebook-a',
        category: 'notebook',
        version: 1,
        type: 'NoteWritten',
        schemaVersion: '1.0.0',
        data: { text: 'a' },
        recordedAt: now.toISOString(),
        metadata: expect.objectContaining({ source: 'test', causationId: null }),
      },
      expect.objectContaining({ version: 2, data: { text: 'b' } }),
    ]);
    given(new Notebook('a'), ...messagesOfFixture(fixture))
      .when((notebook) => notebook.write(`${notebook.state.last} and ${notebook.state.notes}`))
      .then(message(NoteWritten, { text: 'b and 2' }));
  });

  it('holds events as they are stored, unless it is asked for more', async () => {
    const decoding = new PostgresEventStore(database.dataSource, {
      source: 'test',
      codec: {
        encode: (messages) => messages,
        decode: (messages) => messages.map((event) => ({ ...event, data: { text: 'decrypted' } })),
      },
    });
    const stream = streamName('note', 'a', tenantId);
    await write(stream, 'encrypted');
    const fixtures = new ReplayController(decoding);
    expect(await fixtures.toFixture({ stream })).toMatchObject([{ data: { text: 'encrypted' } }]);
    expect(await fixtures.toFixture({ stream }, { decoded: true })).toMatchObject([{ data: { text: 'decrypted' } }]);
  });

  it('is refused when it would be larger than asked for', async () => {
    const stream = streamName('note', 'a', tenantId);
    await write(stream, 'a', 'b', 'c');
    await expect(replay.toFixture({ stream }, { limit: 2 })).rejects.toMatchObject({ code: 'FIXTURE_TOO_LARGE' });
    expect(await replay.toFixture({ stream }, { limit: 3 })).toHaveLength(3);
  });
});

@EventSchema({ type: 'LetterSent', version: '1.0.0', sender: 'content', description: 'For the specs of replays.' })
class LetterSent {
  @IsString()
  to!: string;

  @Personal({ subject: 'to' })
  @IsString()
  text!: string;
}

/** Counts the notes of each stream, and tells somebody about each. */
class Shelf extends Projection {
  readonly name = 'shelf';
  override readonly tables = [
    {
      name: 'shelf',
      create: (table: string) => `create table ${table} (stream_id text primary key, notes int not null)`,
    },
  ];
  readonly effects: string[] = [];

  constructor(failOn?: string) {
    super();
    this.on(NoteWritten, async ({ text }, { streamId }, write) => {
      if (text === failOn) throw new Error(`Not "${text}".`);
      write.effect(() => void this.effects.push(text));
      await write.query(
        `insert into ${write.tableOf('shelf')} as s values ($1, 1)
         on conflict (stream_id) do update set notes = s.notes + 1`,
        [streamId],
      );
    });
  }
}

class Letters extends Projection {
  readonly name = 'letters';
  override readonly tables = [{ name: 'letters', create: (table: string) => `create table ${table} (to_whom text)` }];

  constructor() {
    super();
    this.on(LetterSent, async () => undefined);
  }
}

describe('A replay into a projection', () => {
  beforeAll(async () => {
    await database.dataSource.query('create table shelf (stream_id text primary key, notes int not null)');
    await database.dataSource.query(`insert into shelf values ('live', 7)`);
    await database.dataSource.query('create table letters (to_whom text)');
  });

  it('fills copies of its tables, and leaves its own and its side effects alone', async () => {
    const [left, right] = [streamName('note', 'l', tenantId), streamName('note', 'r', tenantId)];
    now = day(1);
    await write(left, 'a', 'b');
    now = day(5);
    await write(left, 'c');
    await write(right, 'd');
    const shelf = new Shelf();
    const then = await replay.intoProjection({ tenantId, recordedTo: day(5) }, shelf, { schema: 'then', batchSize: 1 });
    const all = await replay.intoProjection({ tenantId }, shelf, { schema: 'all_of_it' });
    expect(await then.rows('shelf')).toEqual([{ stream_id: 'note-l', notes: 2 }]);
    expect(await all.rows('shelf')).toEqual([
      { stream_id: 'note-l', notes: 3 },
      { stream_id: 'note-r', notes: 1 },
    ]);
    expect(await database.dataSource.query('select * from shelf')).toEqual([{ stream_id: 'live', notes: 7 }]);
    expect(shelf.effects).toEqual([]);
    await Promise.all([then.drop(), all.drop()]);
    expect(
      await database.dataSource.query(`select nspname from pg_namespace where nspname in ('then', 'all_of_it')`),
    ).toEqual([]);
  });

  it('leaves nothing behind when it fails', async () => {
    await write(streamName('note', 'a', tenantId), 'a', 'b');
    const replaying = replay.intoProjection({ tenantId }, new Shelf('b'), { schema: 'failed', batchSize: 1 });
    await expect(replaying).rejects.toThrow('Not "b".');
    expect(await database.dataSource.query(`select nspname from pg_namespace where nspname = 'failed'`)).toEqual([]);
  });

  it('takes no schema that is there already, and none with a strange name', async () => {
    await expect(replay.intoProjection({ tenantId }, new Shelf(), { schema: 'public' })).rejects.toMatchObject({
      code: 'REPLAY_SCHEMA_EXISTS',
    });
    expect(await database.dataSource.query('select * from shelf')).toHaveLength(1);
    await expect(replay.intoProjection({ tenantId }, new Shelf(), { schema: 'a"; drop' })).rejects.toMatchObject({
      code: 'REPLAY_SCHEMA_INVALID',
    });
  });

  it('writes personal data only when it is asked to', async () => {
    const replaying = replay.intoProjection({ tenantId }, new Letters(), { schema: 'letters_then' });
    await expect(replaying).rejects.toMatchObject({ kind: 'forbidden', code: 'REPLAY_OF_PERSONAL_DATA' });
    const asked = await replay.intoProjection({ tenantId }, new Letters(), {
      schema: 'letters_then',
      personalData: true,
    });
    expect(await asked.rows('letters')).toEqual([]);
    await asked.drop();
  });
});

describe('The causation tree of a correlation', () => {
  it('holds events and commands of its tenant below what caused them', async () => {
    const correlationId = newId();
    const cause = newId();
    const stream = streamName('note', 'a', tenantId);
    const { unitOfWork } = store;
    const request = { tenantId, correlationId, causationId: cause };
    await withContext(request, () => store.append(stream, [message(NoteWritten, { text: 'a' })], { expected: 'none' }));
    const [written] = await replay.into({ stream }, [] as string[], (ids, { id }) => [...ids, id]);
    await withContext({ ...request, causationId: written! }, () =>
      unitOfWork.run(async () => {
        unitOfWork.append(stream, [message(NoteCounted, { by: 1 })], 1);
        unitOfWork.send(message(PrintNote, { text: 'a' }), { key: 'printer' });
      }),
    );
    await withContext({ ...request, tenantId: newId() }, () =>
      store.append(streamName('note', 'theirs'), [message(NoteWritten, { text: 'theirs' })], { expected: 'none' }),
    );
    const tree = await causationTree(store, correlationId, { tenantId });
    expect(tree.size).toBe(3);
    expect(renderTree(tree).map((line) => line.replace(/ {2}#\d+ .*/, ''))).toEqual([
      `(not in this log)  ${cause}`,
      '└─ NoteWritten  note-a  v1',
      '   ├─ NoteCounted  note-a  v2',
      '   └─ PrintNote  command  printer',
    ]);
  });
});
