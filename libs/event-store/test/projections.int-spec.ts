import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import { DataSource } from 'typeorm';
import {
  EVENT_STORE_MIGRATIONS,
  EventStoreModule,
  Projections,
  streamName,
  type PostgresEventStore,
} from '../src/index.js';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { eventStoreOver } from '../src/testing/index.js';
import { listsIn, listsInLog, NoteLists, type NoteListsOptions } from './support/note-lists.js';
import { note, texts, writeNotes, Writers } from './support/writers.js';

const FAST = { heartbeatMs: 50, leaseMs: 60_000 };

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
const opened: PostgresEventStore[] = [];
const errors: unknown[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  errors.length = 0;
  database = await createTestDatabase(postgres, { label: 'projections', migrations: EVENT_STORE_MIGRATIONS });
  store = eventStoreOver(database.dataSource);
  opened.push(store);
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await database.close();
});

const onError = (error: unknown): void => void errors.push(error);

async function keep(of: PostgresEventStore, options: NoteListsOptions = {}): Promise<NoteLists> {
  const lists = new NoteLists(of.projections, options);
  await of.projections.start({ ...FAST, onError });
  return lists;
}

async function statusOf(version = 1): Promise<string | undefined> {
  return (await store.projections.status()).find((one) => one.version === version)?.status;
}

async function subscriptions(): Promise<number> {
  return Number((await database.dataSource.query<{ count: string }[]>('select count(*) from checkpoints'))[0]?.count);
}

describe('An inline projection', () => {
  it('is inline at once in an empty log, changes with each append, and costs no subscription', async () => {
    await keep(store);
    expect(await statusOf()).toBe('inline');
    await store.append(streamName('list', 'a'), [note('one'), note('two')], { expected: 'none' });
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'one two' });
    expect(await subscriptions()).toBe(0);
  });

  it('is inline at the first append where nobody started it', async () => {
    new NoteLists(store.projections);
    await store.append(streamName('list', 'a'), [note('one')], { expected: 'none' });
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'one' });
  });

  it('is undone with an append that conflicts', async () => {
    const lists = await keep(store);
    const stream = streamName('list', 'a');
    await store.append(stream, [note('one')], { expected: 'none' });
    expect(await store.append(stream, [note('two')], { expected: 'none' })).toMatchObject({ ok: false });
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'one' });
    expect(lists.effects).toEqual(['one']);
  });

  it('takes the append with it when it fails', async () => {
    const lists = await keep(store);
    lists.onText = () => Promise.reject(new Error('It cannot.'));
    const stream = streamName('list', 'a');
    await expect(store.append(stream, [note('one')], { expected: 'none' })).rejects.toThrow('It cannot.');
    expect(await store.streamState(stream)).toBeNull();
  });

  it('is filled from a log that has a history, without side effects, and then inline', async () => {
    await writeNotes(store, 'a', texts('old', 1200));
    const lists = await keep(store);
    await eventually(async () => expect(await statusOf()).toBe('inline'));
    await store.append(streamName('list', 'a'), [note('new')], { expected: 1200 });
    expect(await listsIn(database.dataSource)).toEqual(await listsInLog(store));
    expect(lists.effects).toEqual(['new']);
    expect(errors).toEqual([]);
  });

  it('leaves out and doubles nothing while it becomes inline under appends', async () => {
    await writeNotes(store, '0', texts('old', 1000));
    const writers = new Writers(store, 'w');
    await keep(store);
    await eventually(async () => expect(await statusOf()).toBe('inline'));
    await eventually(() => expect(writers.appended).toBeGreaterThan(100));
    await writers.stop();
    expect(await listsIn(database.dataSource)).toEqual(await listsInLog(store));
  });

  it('is taken as it is when its tables were filled before there were versions', async () => {
    await writeNotes(store, 'a', ['one']);
    await database.dataSource.query(
      `create table note_lists (stream_id text primary key, notes int not null, texts text not null)`,
    );
    await database.dataSource.query(`insert into note_lists values ('list-a', 1, 'one')`);
    await keep(store);
    expect(await statusOf()).toBe('inline');
    await writeNotes(store, 'a', ['two']);
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'one two' });
  });
});

describe('An asynchronous projection', () => {
  it('follows the log, and can be waited for', async () => {
    const lists = await keep(store, { mode: 'async' });
    const position = await writeNotes(store, 'a', ['one', 'two']);
    await store.projections.waitFor('note-lists', position);
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'one two' });
    expect(await statusOf()).toBe('async');
    await eventually(() => expect(lists.effects).toEqual(['one', 'two']));
  });

  it('is waited for as long as the caller has time', async () => {
    const lists = await keep(store, { mode: 'async' });
    let release: () => void = () => undefined;
    lists.onText = () => new Promise((resolve) => (release = resolve));
    const position = await writeNotes(store, 'a', ['one']);
    await expect(store.projections.waitFor('note-lists', position, { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'PROJECTION_BEHIND',
    });
    lists.onText = () => undefined;
    release();
    await store.projections.waitFor('note-lists', position);
  });

  it('handles each event once though its handler fails and its connections break', async () => {
    const lists = await keep(store, { mode: 'async' });
    let failures = 0;
    lists.onText = () => {
      if (failures++ < 2) throw new Error('Not yet.');
    };
    await writeNotes(store, 'a', texts('x', 600));
    await database.breakConnections();
    await eventually(() => writeNotes(store, 'b', ['y']));
    await eventually(async () => expect(await listsIn(database.dataSource)).toEqual(await listsInLog(store)));
    expect(errors.length).toBeGreaterThan(0);
  });

  it('is shared by processes, in order for each stream', async () => {
    await keep(store, { mode: 'async', shards: 4 });
    const other = eventStoreOver(await database.connect());
    opened.push(other);
    await keep(other, { mode: 'async', shards: 4 });
    const writers = new Writers(store, 'w');
    await eventually(() => expect(writers.appended).toBeGreaterThan(300));
    await writers.stop();
    await store.projections.waitFor('note-lists', await store.finalPosition());
    expect(await listsIn(database.dataSource)).toEqual(await listsInLog(store));
  });

  it('has no side effects for what was there before it, and tells how far it is', async () => {
    await writeNotes(store, 'a', texts('old', 700));
    const lists = await keep(store, { mode: 'async' });
    const seen: number[] = [];
    for await (const { handled, total } of store.projections.progress('note-lists', { everyMs: 5 })) {
      expect(handled).toBeLessThanOrEqual(total);
      seen.push(handled);
    }
    expect(seen.at(-1)).toBe(700);
    const position = await writeNotes(store, 'a', ['new']);
    await store.projections.waitFor('note-lists', position);
    await eventually(() => expect(lists.effects).toEqual(['new']));
  });
});

describe('Who wants to know that a projection moved', () => {
  it.each(['inline', 'async'] as const)('is told after the commit, in this process and others (%s)', async (mode) => {
    await keep(store, { mode });
    const other = eventStoreOver(await database.connect());
    opened.push(other);
    const here: unknown[] = [];
    const there: unknown[] = [];
    store.projectionActivity.onMoved((names) => here.push(names));
    other.projectionActivity.onMoved((names) => there.push(names));
    await eventually(() => expect(there).toEqual(['any']));
    await eventually(() => expect(here).toEqual(['any']));
    await writeNotes(store, 'a', ['one']);
    await eventually(() => expect(here).toEqual(['any', ['note-lists']]));
    await eventually(() => expect(there).toEqual(['any', ['note-lists']]));
  });
});

describe('The projections of an application', () => {
  it('are kept from its start to its end', async () => {
    const module = {
      module: class Notes {},
      imports: [EventStoreModule.forService('notes')],
      providers: [
        {
          provide: NoteLists,
          useFactory: (projections: Projections) => new NoteLists(projections),
          inject: [Projections],
        },
      ],
    };
    const connections = {
      module: class Connections {},
      global: true,
      providers: [{ provide: DataSource, useValue: database.dataSource }],
      exports: [DataSource],
    };
    const application = await NestFactory.createApplicationContext(
      { module: class Application {}, imports: [connections, module] },
      { logger: false },
    );
    expect(await store.projections.status()).toMatchObject([{ status: 'inline', processes: 1 }]);
    await application.close();
    expect(await store.projections.status()).toMatchObject([{ status: 'inline', processes: 0 }]);
  });
});

describe('A projection that cannot be registered', () => {
  it.each([
    [{ name: 'Note Lists' }, 'Projection Note Lists@1 has no proper name'],
    [{ version: 0 }, 'Projection note-lists@0 has no proper version'],
    [{ shards: 2 }, 'Projection note-lists@1 has 2 shards'],
  ])('is refused at the start: %j', async (options, text) => {
    const starting = keep(store, options);
    await expect(starting).rejects.toMatchObject({ code: 'PROJECTION_INVALID' });
    await expect(starting).rejects.toThrow(text);
  });

  it('is one that changes its mode under the same version', async () => {
    await keep(store);
    await store.projections.stop();
    const other = eventStoreOver(database.dataSource);
    await expect(keep(other, { mode: 'async' })).rejects.toMatchObject({ code: 'PROJECTION_CHANGED' });
  });

  it('says which projections there are when another one is asked for', async () => {
    await keep(store);
    await expect(store.projections.waitFor('orders', 1)).rejects.toThrow(
      'There is no projection "orders" in this process: expected one of note-lists.',
    );
  });
});

describe('A process that does not know an inline projection', () => {
  it('does not append past it: the projection is fed from the log for the time being', async () => {
    await keep(store);
    await store.append(streamName('list', 'a'), [note('known')], { expected: 'none' });
    const outsider = eventStoreOver(await database.connect());
    opened.push(outsider);
    const result = await outsider.append(streamName('list', 'a'), [note('unknown')], { expected: 'any' });
    if (!result.ok) throw new Error('It conflicts with nothing.');
    expect(await statusOf()).toBe('catching-up');
    await store.projections.waitFor('note-lists', result.position);
    expect(await listsIn(database.dataSource)).toEqual({ 'list-a': 'known unknown' });
  });

  it('and others that do may append side by side: nothing is missed or doubled', async () => {
    await keep(store);
    const outsider = eventStoreOver(await database.connect());
    opened.push(outsider);
    const write = async (by: PostgresEventStore, name: string): Promise<void> => {
      for (let index = 0; index < 25; index++) {
        await by.append(streamName('list', `${index % 5}`), [note(`${name}${index}`)], { expected: 'any' });
      }
    };
    await Promise.all([write(store, 'a'), write(outsider, 'b'), write(store, 'c'), write(outsider, 'd')]);
    await store.projections.waitFor('note-lists', await store.finalPosition());
    expect(await listsIn(database.dataSource)).toEqual(await listsInLog(store));
  });
});
