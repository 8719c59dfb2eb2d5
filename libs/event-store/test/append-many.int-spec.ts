import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  EVENT_STORE_MIGRATIONS,
  poolClient,
  readStream,
  type PostgresEventStore,
  type StreamName,
} from '../src/index.js';
import { eventStoreOver } from '../src/testing/index.js';
import { newStream, NoteWritten, PrintNote } from './support/notes.js';
import { OpenTransaction } from './support/open-transaction.js';
import { written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let store: PostgresEventStore;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'append_many', migrations: [...EVENT_STORE_MIGRATIONS] });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(() => {
  store = eventStoreOver(database.dataSource, 'content');
});

const note = (text: string) => message(NoteWritten, { text });

async function textsOf(stream: StreamName): Promise<string[]> {
  const events = await readStream(poolClient(database.dataSource), stream);
  return events.map(({ data }) => (data as { text: string }).text);
}

describe('A unit of work that appends to many streams', () => {
  it('appends to all of them together, with what it sends', async () => {
    const streams = Array.from({ length: 20 }, () => newStream());
    await store.append(streams[3] as StreamName, [note('before')], { expected: 'none' });
    const outcome = await store.unitOfWork.run(async () => {
      for (const [index, stream] of streams.entries()) {
        store.unitOfWork.append(stream, [note(`${index}`), note(`${index} again`)], index === 3 ? 1 : 'none');
      }
      store.unitOfWork.send(message(PrintNote, { text: 'all' }), { key: 'printer' });
    });
    expect(outcome).toMatchObject({ committed: true });
    for (const [index, stream] of streams.entries()) {
      expect(await textsOf(stream)).toEqual([...(index === 3 ? ['before'] : []), `${index}`, `${index} again`]);
    }
  });

  it('appends to none of them when one conflicts', async () => {
    const streams = Array.from({ length: 5 }, () => newStream());
    await store.append(streams[2] as StreamName, [note('before')], { expected: 'none' });
    const outcome = await store.unitOfWork.run(async () => {
      for (const stream of streams) store.unitOfWork.append(stream, [note('after')], 'none');
    });
    expect(outcome).toMatchObject({ committed: false, conflict: { streamId: streams[2]?.streamId, actual: 1 } });
    for (const [index, stream] of streams.entries())
      expect(await textsOf(stream)).toEqual(index === 2 ? ['before'] : []);
  });

  it('waits for one that somebody else is writing to', async () => {
    const streams = Array.from({ length: 5 }, () => newStream());
    const busy = streams[4] as StreamName;
    const other = await OpenTransaction.begin(database.dataSource);
    await other.append(busy, written(busy, 'theirs'));
    const writing = store.unitOfWork.run(async () => {
      for (const stream of streams) store.unitOfWork.append(stream, [note('ours')], 'any');
    });
    await other.commit();
    expect(await writing).toMatchObject({ committed: true });
    expect(await textsOf(busy)).toEqual(['theirs', 'ours']);
    for (const stream of streams.slice(0, 4)) expect(await textsOf(stream)).toEqual(['ours']);
  });

  it('may append to one of them twice', async () => {
    const streams = Array.from({ length: 4 }, () => newStream());
    const [first] = streams as [StreamName];
    await store.unitOfWork.run(async () => {
      for (const stream of streams) store.unitOfWork.append(stream, [note('one')], 'none');
      store.unitOfWork.append(first, [note('two')], 1);
    });
    expect(await textsOf(first)).toEqual(['one', 'two']);
  });
});
