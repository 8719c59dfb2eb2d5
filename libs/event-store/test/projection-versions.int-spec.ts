import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS, streamName, type PostgresEventStore } from '../src/index.js';
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
import { listsIn, listsInLog, NoteLists, type NoteListsOptions } from './support/note-lists.js';
import { note, texts, writeNotes, Writers } from './support/writers.js';

const BEAT = { heartbeatMs: 50, leaseMs: 60_000 };

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
const opened: PostgresEventStore[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  database = await createTestDatabase(postgres, {
    label: 'versions',
    migrations: EVENT_STORE_MIGRATIONS,
    poolSize: 16,
  });
});

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
  await database.close();
});

interface Process {
  store: PostgresEventStore;
  lists: NoteLists;
}

/** As another process of the service has them: its own connections, a version of its own. */
async function processOf(version: number, options: NoteListsOptions = {}): Promise<Process> {
  const store = eventStoreOver(await database.connect());
  opened.push(store);
  return { store, lists: new NoteLists(store.projections, { ...options, version }) };
}

async function started(version: number, options: NoteListsOptions = {}): Promise<Process> {
  const process = await processOf(version, options);
  await process.store.projections.start(BEAT);
  return process;
}

async function statuses({ store }: Process): Promise<Record<string, string>> {
  return Object.fromEntries((await store.projections.status()).map(({ version, status }) => [`v${version}`, status]));
}

/** What happens to a process that is paused for longer than its lease. */
async function seemGone(version: number): Promise<void> {
  await database.dataSource.query(
    `update projection_processes set seen_until = clock_timestamp() - interval '1 day' where version = $1`,
    [version],
  );
}

const listsOf = (version: number): Promise<Record<string, string>> =>
  listsIn(database.dataSource, version === 1 ? 'note_lists' : `note_lists_v${version}`);

describe('Two versions of an inline projection', () => {
  it('are both kept while processes of both append, and the new one is inline when the last old one leaves', async () => {
    const old = await started(1);
    await writeNotes(old.store, '0', texts('old', 500));
    expect(await statuses(old)).toEqual({ v1: 'inline' });

    const writers = [new Writers(old.store, 'a')];
    const upgraded = await started(2);
    writers.push(new Writers(upgraded.store, 'b'));
    expect(await statuses(old)).toEqual({ v1: 'catching-up', v2: 'catching-up' });
    await eventually(() => expect(Math.min(...writers.map(({ appended }) => appended))).toBeGreaterThan(100));
    await writers[0]?.stop();
    const position = await old.store.finalPosition();
    await old.store.projections.waitFor('note-lists', position);
    const here = await listsOf(1);
    await old.store.projections.stop();

    await eventually(async () => expect(await statuses(upgraded)).toEqual({ v1: 'retired', v2: 'inline' }));
    const before = writers[1]?.appended ?? 0;
    await eventually(() => expect(writers[1]?.appended).toBeGreaterThan(before + 50));
    await writers[1]?.stop();
    const inLog = await listsInLog(upgraded.store);
    expect(await listsOf(2)).toEqual(inLog);
    for (const [stream, list] of Object.entries(here)) expect(inLog[stream]?.startsWith(list)).toBe(true);
  });

  it('hold all events in order when both go on to the end', async () => {
    const old = await started(1);
    const writers = [new Writers(old.store, 'a', 4)];
    const upgraded = await started(2);
    writers.push(new Writers(upgraded.store, 'b', 4));
    await eventually(() => expect(Math.min(...writers.map(({ appended }) => appended))).toBeGreaterThan(200));
    await Promise.all(writers.map((one) => one.stop()));
    const position = await old.store.finalPosition();
    await old.store.projections.waitFor('note-lists', position);
    await upgraded.store.projections.waitFor('note-lists', position);
    const inLog = await listsInLog(old.store);
    expect(await listsOf(1)).toEqual(inLog);
    expect(await listsOf(2)).toEqual(inLog);
  });

  it('share no side effects: the old one has them until it is gone', async () => {
    const old = await started(1);
    const upgraded = await started(2);
    const position = await writeNotes(upgraded.store, 'a', ['one', 'two']);
    await old.store.projections.waitFor('note-lists', position);
    await upgraded.store.projections.waitFor('note-lists', position);
    await eventually(() => expect(old.lists.effects).toEqual(['one', 'two']));
    await old.store.projections.stop();
    await eventually(async () => expect(await statuses(upgraded)).toEqual({ v1: 'retired', v2: 'inline' }));
    await writeNotes(upgraded.store, 'a', ['three']);
    await eventually(() => expect(upgraded.lists.effects).toEqual(['three']));
  });

  it('change roles when the old one comes back', async () => {
    const old = await started(1);
    await writeNotes(old.store, 'a', ['one']);
    await old.store.projections.stop();
    const upgraded = await started(2);
    await eventually(async () => expect(await statuses(upgraded)).toEqual({ v1: 'retired', v2: 'inline' }));
    await writeNotes(upgraded.store, 'a', ['two']);
    await upgraded.store.projections.stop();

    const again = await started(1);
    await eventually(async () => expect(await statuses(again)).toEqual({ v1: 'inline', v2: 'retired' }));
    await writeNotes(again.store, 'a', ['three']);
    expect(await listsOf(1)).toEqual({ 'list-a': 'one two three' });
  });
});

describe('A process that was paused for longer than its lease', () => {
  it('is found out by its next append, and both versions stay complete', async () => {
    const paused = await processOf(1);
    await writeNotes(paused.store, 'a', ['one']);
    await seemGone(1);
    const upgraded = await started(2);
    await eventually(async () => expect(await statuses(upgraded)).toEqual({ v1: 'retired', v2: 'inline' }));
    await writeNotes(upgraded.store, 'a', ['two']);

    await writeNotes(paused.store, 'a', ['three']);
    expect(await statuses(upgraded)).toEqual({ v1: 'catching-up', v2: 'catching-up' });
    await paused.store.projections.start(BEAT);
    const position = await writeNotes(upgraded.store, 'a', ['four']);
    await paused.store.projections.waitFor('note-lists', position);
    await upgraded.store.projections.waitFor('note-lists', position);
    const inLog = { 'list-a': 'one two three four' };
    expect(await listsOf(1)).toEqual(inLog);
    expect(await listsOf(2)).toEqual(inLog);
  });

  it('does not double what it was about to commit', async () => {
    const paused = await processOf(1);
    await writeNotes(paused.store, 'a', ['one']);
    let upgraded: Process | null = null;
    paused.lists.onText = async () => {
      if (upgraded) return;
      await seemGone(1);
      upgraded = await started(2);
      await eventually(async () => expect((await statuses(upgraded as Process))['v1']).toBe('retired'));
    };
    await paused.store.append(streamName('list', 'a'), [note('two')], { expected: 1 });
    await paused.store.projections.start(BEAT);
    const position = await paused.store.finalPosition();
    for (const { store } of [paused, upgraded as unknown as Process])
      await store.projections.waitFor('note-lists', position);
    expect(await listsOf(1)).toEqual({ 'list-a': 'one two' });
    expect(await listsOf(2)).toEqual({ 'list-a': 'one two' });
  });
});

describe('A process that is killed', () => {
  it('while it feeds an asynchronous projection leaves out and doubles nothing', async () => {
    const here = await processOf(1, { mode: 'async' });
    await writeNotes(here.store, 'a', texts('x', 600));
    for (const [seen, last] of [
      ['x100', 'x300'],
      ['x400', 'x500'],
    ] as const) {
      const child = KillableProcess.start('keep-note-lists.ts', database.url, 'keep', 'async', last);
      await child.line((line) => line === `text ${seen}`);
      await child.kill();
    }
    await here.store.projections.start(BEAT);
    await here.store.projections.waitFor('note-lists', await here.store.finalPosition());
    expect(await listsOf(1)).toEqual(await listsInLog(here.store));
  });
});

describe('Pruning', () => {
  it('drops what was retired long enough, and nothing that is in use', async () => {
    const old = await started(1);
    await writeNotes(old.store, 'a', ['one']);
    const upgraded = await started(2);
    expect(await upgraded.store.projections.prune({ graceMs: 0 })).toEqual([]);
    await old.store.projections.stop();
    await eventually(async () => expect(await statuses(upgraded)).toEqual({ v1: 'retired', v2: 'inline' }));
    expect(await upgraded.store.projections.prune({ graceMs: 60_000 })).toEqual([]);
    expect(await upgraded.store.projections.prune({ graceMs: 0 })).toEqual(['note-lists@1']);
    expect(await statuses(upgraded)).toEqual({ v2: 'inline' });
    await expect(listsOf(1)).rejects.toThrow('relation "note_lists" does not exist');
    expect(await listsOf(2)).toEqual({ 'list-a': 'one' });
    expect(await database.dataSource.query(`select from checkpoints where name = 'projection:note-lists@1'`)).toEqual(
      [],
    );
  });

  it('keeps the only version though no process of it lives', async () => {
    const only = await started(1);
    await writeNotes(only.store, 'a', ['one']);
    await only.store.projections.stop();
    expect(await only.store.projections.prune({ graceMs: 0 })).toEqual([]);
    expect(await listsOf(1)).toEqual({ 'list-a': 'one' });
  });
});
