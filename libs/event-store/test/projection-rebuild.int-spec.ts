import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  EVENT_STORE_MIGRATIONS,
  describeProgress,
  type PostgresEventStore,
  type RebuildProgress,
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
import { KillableProcess } from './support/child-process.js';
import { CreateNoteCounts1760000000001, NoteCountProjection } from './support/note-count.js';
import { listsIn, listsInLog, NoteLists, type NoteListsOptions } from './support/note-lists.js';
import { NoteTotal, NoteTotals } from './support/note-totals.js';
import { texts, writeNotes, Writers } from './support/writers.js';

jest.setTimeout(120_000);

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;
const opened: PostgresEventStore[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  database = await createTestDatabase(postgres, {
    label: 'rebuild',
    migrations: [...EVENT_STORE_MIGRATIONS, CreateNoteCounts1760000000001],
    entities: [NoteTotal],
    poolSize: 16,
  });
  store = eventStoreOver(database.dataSource);
  opened.push(store);
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await database.close();
});

async function keep(options: NoteListsOptions = {}): Promise<NoteLists> {
  const lists = new NoteLists(store.projections, options);
  await store.projections.start({ heartbeatMs: 50, leaseMs: 60_000 });
  return lists;
}

class MigratedNoteLists extends NoteLists {
  override readonly tables = ['note_lists'];
}

/** As after a mistake in its code. */
async function spoil(): Promise<void> {
  await database.dataSource.query(`update note_lists set texts = 'spoilt'`);
  await database.dataSource.query(`insert into note_lists values ('list-none', 1, 'spoilt')`);
}

async function isRebuilding(): Promise<boolean> {
  return (await store.projections.status()).some(({ rebuilding }) => rebuilding);
}

const lists = (): Promise<Record<string, string>> => listsIn(database.dataSource);

describe('A rebuild during writes', () => {
  it.each(['inline', 'async'] as const)('misses and doubles nothing, and has no side effects (%s)', async (mode) => {
    const projection = await keep({ mode });
    await store.projections.waitFor('note-lists', await writeNotes(store, '0', texts('old', 600)));
    await spoil();
    const writers = new Writers(store, 'w');
    await eventually(() => expect(writers.appended).toBeGreaterThan(50));
    await store.projections.rebuild('note-lists');
    const during = writers.appended;
    await eventually(() => expect(writers.appended).toBeGreaterThan(during + 50));
    await writers.stop();
    await store.projections.waitFor('note-lists', await store.finalPosition());
    const inLog = await listsInLog(store);
    expect(await lists()).toEqual(inLog);
    const all = Object.values(inLog).flatMap((list) => list.split(' '));
    await eventually(() => expect([...projection.effects].sort()).toEqual(all.sort()));
    expect(await isRebuilding()).toBe(false);
  });

  it('shows nobody a half-built read model', async () => {
    await keep();
    await writeNotes(store, '0', texts('old', 600));
    const writers = new Writers(store, 'w');
    let done = false;
    const rebuilding = Promise.resolve(store.projections.rebuild('note-lists')).finally(() => (done = true));
    let seen = 0;
    while (!done) {
      const rows = await database.dataSource.query<{ notes: number }[]>(
        'select sum(notes)::int as notes from note_lists',
      );
      const notes = rows[0]?.notes ?? 0;
      expect(notes).toBeGreaterThanOrEqual(seen);
      seen = notes;
    }
    await rebuilding;
    await writers.stop();
    expect(seen).toBeGreaterThan(600);
    expect(await lists()).toEqual(await listsInLog(store));
  });
});

describe('A rebuild', () => {
  it('tells its progress up to the end', async () => {
    await keep();
    await writeNotes(store, 'a', texts('x', 1000));
    const steps: RebuildProgress[] = [];
    for await (const progress of store.projections.rebuild('note-lists', { batchSize: 100 })) steps.push(progress);
    const handled = steps.map((step) => step.handled);
    expect(handled).toEqual([...handled].sort((left, right) => left - right));
    expect(steps.at(0)).toMatchObject({
      projection: 'note-lists@1',
      handled: 0,
      total: 1000,
      ratio: 0,
      etaSeconds: null,
    });
    expect(steps.at(-1)).toMatchObject({ handled: 1000, total: 1000, ratio: 1, etaSeconds: 0 });
    expect(describeProgress({ ...(steps.at(-1) as RebuildProgress), eventsPerSecond: 2000 })).toBe(
      'note-lists@1 ████████████████████ 100 % 1,000 of 1,000 events, 2,000/s, 0 s to go',
    );
  });

  it('goes on where it was after its process was killed', async () => {
    await keep();
    await writeNotes(store, 'a', texts('x', 600));
    await spoil();
    const child = KillableProcess.start('keep-note-lists.ts', database.url, 'rebuild', 'inline', 'x400');
    await child.line((line) => line.startsWith('handled ') && Number(line.slice(8)) >= 100);
    await child.kill();
    expect(await isRebuilding()).toBe(true);
    expect((await lists())['list-a']).toBe('spoilt');

    await writeNotes(store, 'a', ['new']);
    const handled: number[] = [];
    for await (const progress of store.projections.rebuild('note-lists')) handled.push(progress.handled);
    expect(handled[0]).toBeGreaterThanOrEqual(100);
    expect(handled.at(-1)).toBe(601);
    expect(await lists()).toEqual(await listsInLog(store));
  });

  it('can be interrupted, and goes on or begins anew', async () => {
    await keep();
    await writeNotes(store, 'a', texts('x', 600));
    const interrupt = async (): Promise<void> => {
      const stopping = new AbortController();
      const rebuild = store.projections.rebuild('note-lists', {
        batchSize: 50,
        signal: stopping.signal,
        restart: true,
      });
      for await (const { handled } of rebuild) if (handled >= 100) stopping.abort(new Error('Enough.'));
    };
    await expect(interrupt()).rejects.toThrow('Enough.');
    expect(await isRebuilding()).toBe(true);
    await expect(interrupt()).rejects.toThrow('Enough.');
    const first: number[] = [];
    for await (const { handled } of store.projections.rebuild('note-lists')) first.push(handled);
    expect(first[0]).toBeGreaterThanOrEqual(100);
    expect(await lists()).toEqual(await listsInLog(store));
  });

  it('changes nothing when its handler fails', async () => {
    const projection = await keep();
    await writeNotes(store, 'a', texts('x', 300));
    const before = await lists();
    projection.onText = (text, { rebuilding }) => {
      if (rebuilding && text === 'x250') throw new Error('It cannot.');
    };
    await expect(store.projections.rebuild('note-lists')).rejects.toThrow('It cannot.');
    expect(await lists()).toEqual(before);
    projection.onText = () => undefined;
    await store.projections.rebuild('note-lists');
    expect(await lists()).toEqual(before);
  });

  it('is done by one process: the one that came last', async () => {
    const projection = await keep();
    await writeNotes(store, 'a', texts('x', 600));
    let other: Promise<unknown> | null = null;
    projection.onText = async (_text, { rebuilding }) => {
      if (!rebuilding || other) return;
      other = Promise.resolve(store.projections.rebuild('note-lists'));
      await eventually(async () =>
        expect(await database.dataSource.query('select attempt from projection_rebuilds')).toEqual([{ attempt: '1' }]),
      );
    };
    await expect(store.projections.rebuild('note-lists', { batchSize: 20 })).rejects.toMatchObject({
      code: 'PROJECTION_REBUILT_ELSEWHERE',
    });
    await other;
    expect(await lists()).toEqual(await listsInLog(store));
  });

  it('fills the tables of entities', async () => {
    new NoteTotals(store.projections);
    await store.projections.start();
    await writeNotes(store, 'a', texts('x', 30));
    await writeNotes(store, 'b', texts('y', 7));
    const totals = database.dataSource.getRepository(NoteTotal);
    await totals.update({ streamId: 'list-a' }, { notes: 0 });
    await store.projections.rebuild('note-totals');
    await writeNotes(store, 'b', ['new']);
    expect(await totals.find({ order: { streamId: 'asc' } })).toEqual([
      { streamId: 'list-a', notes: 30 },
      { streamId: 'list-b', notes: 8 },
    ]);
    const indexes = await database.dataSource.query<unknown[]>(
      `select from pg_indexes where tablename = 'note_totals_v2'`,
    );
    expect(indexes).toHaveLength(2);
  });

  it('fills a table that a migration made, and leaves it as it was made', async () => {
    const { dataSource } = database;
    await dataSource.query(`
      create table note_lists (stream_id text primary key, notes int not null check (notes > 0), texts text not null,
                               id bigint generated always as identity)`);
    await dataSource.query('create index on note_lists (notes)');
    const describeTable = () =>
      dataSource.query<unknown[]>(`
        select column_name, data_type, is_nullable, is_identity, null as rest from information_schema.columns
         where table_name = 'note_lists'
         union all select null, null, null, null, pg_get_constraintdef(oid) from pg_constraint
         where conrelid = 'note_lists'::regclass and contype in ('c', 'p')
         union all select null, null, null, null, indexdef from pg_indexes where tablename = 'note_lists'
         order by 1, 5`);
    new MigratedNoteLists(store.projections);
    await store.projections.start();
    await writeNotes(store, 'a', texts('x', 25));
    const before = await describeTable();
    await spoil();
    await store.projections.rebuild('note-lists');
    await writeNotes(store, 'a', ['new']);
    expect(await lists()).toEqual(await listsInLog(store));
    expect(await describeTable()).toEqual(before);
  });

  it('is refused where its tables cannot be replaced', async () => {
    new NoteCountProjection(store.projections);
    await keep();
    await expect(store.projections.rebuild('note-counts')).rejects.toMatchObject({
      code: 'PROJECTION_NOT_REBUILDABLE',
    });
    await database.dataSource.query('create table pins (stream_id text references note_lists)');
    await expect(store.projections.rebuild('note-lists')).rejects.toThrow(
      'Projection note-lists@1 is tied by the foreign key pins_stream_id_fkey of pins, so its tables cannot be replaced.',
    );
  });
});
