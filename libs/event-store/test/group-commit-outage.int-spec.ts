import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  EVENT_STORE_MIGRATIONS,
  poolClient,
  readStream,
  type AppendResult,
  type PostgresEventStore,
  type StreamName,
} from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { listsIn, listsInLog, NoteLists } from './support/note-lists.js';
import { newStream, NoteWritten } from './support/notes.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;

beforeAll(async () => {
  // A server that forgets what it committed when it crashes would be no fault of the store.
  postgres = await startThrowAwayPostgres({ synchronous_commit: true });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(() => postgres.stop());

beforeEach(async () => {
  database = await createTestDatabase(postgres, { label: 'outage', migrations: [...EVENT_STORE_MIGRATIONS] });
  store = eventStoreOver(database.dataSource);
});

afterEach(() => database.close());

const append = (stream: StreamName, text: string): Promise<AppendResult> =>
  store.append(stream, [message(NoteWritten, { text })], { expected: 'any' });

async function textsOf(stream: StreamName): Promise<unknown[]> {
  return eventually(async () =>
    (await readStream(poolClient(database.dataSource), stream)).map(({ data }) => (data as { text: string }).text),
  );
}

/** Writers that append one event after the other, each to a stream of its own, until they are told to stop. */
function writers(count: number): { stop(): Promise<StreamName[]>; written: string[][]; streams: StreamName[] } {
  const streams = Array.from({ length: count }, () => newStream());
  const written = streams.map((): string[] => []);
  let stopped = false;
  const running = streams.map(async (stream, index) => {
    for (let number = 0; !stopped; number++) {
      const result = await append(stream, `${number}`);
      if (result.ok) written[index]?.push(`${number}`);
    }
  });
  return {
    written,
    streams,
    async stop() {
      stopped = true;
      await Promise.all(running);
      return streams;
    },
  };
}

async function expectEachOnce({ written, streams }: ReturnType<typeof writers>): Promise<void> {
  for (const [index, stream] of streams.entries()) expect(await textsOf(stream)).toEqual(written[index]);
}

const total = ({ written }: ReturnType<typeof writers>): number => written.reduce((sum, { length }) => sum + length, 0);

describe('Appends under way', () => {
  it('are written once each, in order, when connections break again and again', async () => {
    const running = writers(12);
    for (let breaks = 0; breaks < 5; breaks++) {
      const before = total(running);
      await eventually(() => expect(total(running)).toBeGreaterThan(before + 50));
      await database.breakConnections();
    }
    await running.stop();
    await expectEachOnce(running);
  });

  it('are written once each, in order, when the server crashes and recovers', async () => {
    // The server of others cannot be brought down from here.
    if (process.env['TEST_DATABASE_URL']) return;
    const running = writers(12);
    for (let crashes = 0; crashes < 2; crashes++) {
      const before = total(running);
      await eventually(() => expect(total(running)).toBeGreaterThan(before + 50));
      const [row] = await eventually(() =>
        database.dataSource.query<{ pid: number }[]>('select pg_backend_pid() as pid'),
      );
      // One session that dies like this makes the server end them all and recover from its log.
      process.kill(row?.pid ?? 0, 'SIGKILL');
    }
    const before = total(running);
    await eventually(() => expect(total(running)).toBeGreaterThan(before + 50));
    await running.stop();
    await expectEachOnce(running);
  });
});

describe('An event store that is closed', () => {
  const closed = { kind: 'unavailable', code: 'EVENT_STORE_CLOSED' };

  it('finishes the appends under way and takes no more', async () => {
    const stream = newStream();
    const underWay = [append(stream, 'a'), append(stream, 'b')];
    await store.close();
    expect(await textsOf(stream)).toEqual(['a', 'b']);
    expect(await Promise.all(underWay)).toMatchObject([{ version: 1 }, { version: 2 }]);
    await expect(append(stream, 'c')).rejects.toMatchObject(closed);
  });

  it('says so when its connections are closed', async () => {
    const dataSource = await database.connect();
    const other = eventStoreOver(dataSource);
    await dataSource.destroy();
    const appending = other.append(newStream(), [message(NoteWritten, { text: 'a' })], { expected: 'any' });
    await expect(appending).rejects.toMatchObject(closed);
    await dataSource.initialize();
  });
});

describe('Appends that change an inline projection', () => {
  it('are written and projected once each when connections break again and again', async () => {
    new NoteLists(store.projections);
    await store.projections.start();
    const running = writers(6);
    for (let breaks = 0; breaks < 3; breaks++) {
      const before = total(running);
      await eventually(() => expect(total(running)).toBeGreaterThan(before + 20));
      await database.breakConnections();
    }
    await running.stop();
    await expectEachOnce(running);
    expect(await eventually(() => listsIn(database.dataSource))).toEqual(await listsInLog(store));
    await store.close();
  });

  it('are refused by a store that was closed', async () => {
    new NoteLists(store.projections);
    await store.projections.start();
    await store.close();
    await expect(append(newStream(), 'late')).rejects.toMatchObject({ code: 'EVENT_STORE_CLOSED' });
  });
});
