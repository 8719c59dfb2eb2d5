import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { DataSource, type MigrationInterface } from 'typeorm';
import { EVENT_STORE_MIGRATIONS } from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { newStream, NoteWritten } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';

const [CREATE_EVENT_LOG, APPEND_IN_BATCHES] = EVENT_STORE_MIGRATIONS;
const INDEXES = ['events_by_category', 'events_by_correlation', 'events_by_tenant', 'events_by_time', 'events_by_type'];

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
/** Of a process of the time before. */
let old: DataSource;
/** Of the process that brings the database up to date. */
let current: DataSource;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  if (!CREATE_EVENT_LOG) throw new Error('There is no first migration.');
  database = await createTestDatabase(postgres, { label: 'in_use', migrations: [CREATE_EVENT_LOG] });
  old = database.dataSource;
  current = await new DataSource({
    type: 'postgres',
    url: database.url,
    migrations: [...EVENT_STORE_MIGRATIONS],
    migrationsTransactionMode: 'each',
  }).initialize();
});

afterEach(async () => {
  await current.destroy();
  await database.close();
});

function appendInBatches(): MigrationInterface {
  if (!APPEND_IN_BATCHES) throw new Error('There is no second migration.');
  return new APPEND_IN_BATCHES();
}

/** Appends as processes did before this migration. */
async function appendAsBefore(streamId: string): Promise<void> {
  const rows = await old.query<{ outcome: string }[]>(
    `select outcome from append_events('default', $1, 'note', -1, $2, '{NoteWritten}', '{1.0.0}', '{content_events}',
                                       array['{"text":"old"}'], array['{"correlationId":"c"}'], array[now()])`,
    [streamId, [newId()]],
  );
  expect(rows).toEqual([{ outcome: 'appended' }]);
}

/** Writers that append as before, one event after the other. */
function writersAsBefore(count: number): { appended(): number; stop(): Promise<void> } {
  let stopped = false;
  let appended = 0;
  const running = Array.from({ length: count }, async (_, index) => {
    while (!stopped) {
      await appendAsBefore(`note-${index}`);
      await appendAsBefore(`note-${newId()}`);
      appended += 2;
    }
  });
  return {
    appended: () => appended,
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

async function validIndexes(): Promise<string[]> {
  const rows = await old.query<{ name: string }[]>(
    `select c.relname as name from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'events'::regclass and i.indisvalid and c.relname = any($1) order by 1`,
    [INDEXES],
  );
  return rows.map(({ name }) => name);
}

describe('Bringing a database in use up to date', () => {
  it('fails nobody who appends meanwhile as before', async () => {
    const writers = writersAsBefore(4);
    await eventually(() => expect(writers.appended()).toBeGreaterThan(100));
    await current.runMigrations();
    const before = writers.appended();
    await eventually(() => expect(writers.appended()).toBeGreaterThan(before + 100));
    await writers.stop();
    expect(await validIndexes()).toEqual(INDEXES);
  });

  it('lets processes of both times append to one stream', async () => {
    await current.runMigrations();
    const store = eventStoreOver(current);
    const stream = newStream();
    const note = message(NoteWritten, { text: 'new' });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        index % 2 ? appendAsBefore(stream.streamId) : store.append(stream, [note], { expected: 'any' }),
      ),
    );
    const rows = await old.query<{ version: string }[]>(
      'select version from events where stream_id = $1 order by version',
      [stream.streamId],
    );
    expect(rows.map(({ version }) => Number(version))).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(await store.append(stream, [note], { expected: 30 })).toMatchObject({ ok: true, version: 31 });
  });

  it('waits for a long transaction without holding up those behind it', async () => {
    await appendAsBefore('note-held');
    const long = await OpenTransaction.begin(old);
    await long.query(`select from streams where stream_id = 'note-held' for update`);
    let migrated = false;
    const migrating = current.runMigrations().then(() => (migrated = true));
    const writers = writersAsBefore(2);
    for (let rounds = 0; rounds < 3; rounds++) {
      await old.query('select pg_sleep(0.5)');
      const before = writers.appended();
      await eventually(() => expect(writers.appended()).toBeGreaterThan(before + 20));
    }
    expect(migrated).toBe(false);
    await long.commit();
    await migrating;
    await writers.stop();
    expect(await validIndexes()).toEqual(INDEXES);
  });

  it('makes again what an interrupted run left behind', async () => {
    await current.runMigrations();
    await old.query(`update pg_index set indisvalid = false where indexrelid = 'events_by_type'::regclass`);
    await old.query('drop index events_by_category');
    await old.query(`delete from migrations where name = 'AppendInBatches1763000000000'`);
    expect(await validIndexes()).not.toEqual(INDEXES);
    await current.runMigrations();
    expect(await validIndexes()).toEqual(INDEXES);
  });

  it('may be begun by two processes at once', async () => {
    const store = eventStoreOver(current);
    await current.runMigrations();
    await old.query(`delete from migrations where name = 'AppendInBatches1763000000000'`);
    for (const name of INDEXES) await old.query(`drop index ${name}`);
    const up = async (): Promise<void> => {
      const runner = current.createQueryRunner();
      await appendInBatches()
        .up(runner)
        .finally(() => runner.release());
    };
    await Promise.all([up(), up(), up()]);
    expect(await validIndexes()).toEqual(INDEXES);
    expect(await store.append(newStream(), [message(NoteWritten, { text: 'a' })], { expected: 'none' })).toMatchObject({
      ok: true,
    });
  });

  it('can be taken back', async () => {
    await current.runMigrations();
    const runner = current.createQueryRunner();
    await appendInBatches().down(runner);
    await runner.release();
    expect(await validIndexes()).toEqual([]);
    await appendAsBefore('note-again');
  });
});
