import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { EVENT_STORE_MIGRATIONS, ReplayController } from '../src/index.js';
import { eventStoreOver, givenProjection, inStream } from '../src/testing/index.js';
import { CreateNoteCounts1760000000001, NoteCountProjection } from './support/note-count.js';
import { NoteLists } from './support/note-lists.js';
import { newStream, NoteCounted, NoteWritten } from './support/notes.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, CreateNoteCounts1760000000001];
  database = await createTestDatabase(postgres, { label: 'given_projection', migrations });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

const written = (text: string) => message(NoteWritten, { text });

describe('givenProjection', () => {
  it('tells the rows that follow from events, in the tables that the projection makes', async () => {
    const [first, second] = [newStream(), newStream()];
    const lists = new NoteLists();
    const rows = await givenProjection(lists, database.dataSource)
      .when(
        ...inStream(first, written('a'), message(NoteCounted, { by: 1 }), written('b')),
        ...inStream(second, written('c')),
      )
      .thenRows(
        'note_lists',
        { stream_id: second.streamId, texts: 'c' },
        { stream_id: first.streamId, notes: 2, texts: 'a b' },
      );
    await rows.thenEffects(3);
    expect(lists.effects).toEqual(['a', 'b', 'c']);
  });

  it('counts the versions of each stream, over tables that migrations make', async () => {
    const stream = newStream();
    await givenProjection(new NoteCountProjection(), database.dataSource)
      .when(...inStream(stream, message(NoteCounted, { by: 1 }), written('a'), written('b')))
      .thenRows('note_counts', { stream_id: stream.streamId, notes: 2, last_version: 3 });
  });

  it('takes a fixture that a replay has written', async () => {
    const [store, stream] = [eventStoreOver(database.dataSource), newStream()];
    await store.append(stream, [written('kept'), written('too')], { expected: 'none' });
    const fixture = await new ReplayController(store).toFixture({ stream });
    await database.dataSource.query('truncate note_lists');
    await givenProjection(new NoteLists(), database.dataSource)
      .when(...fixture)
      .thenRows('note_lists', { stream_id: stream.streamId, texts: 'kept too' });
  });

  it('fails when there are other rows', async () => {
    await database.dataSource.query('drop table if exists note_lists');
    const run = givenProjection(new NoteLists(), database.dataSource).when(written('a'));
    await expect(run.thenRows('note_lists')).rejects.toThrow();
    await expect(run.thenRows('note_lists', { texts: 'b' })).rejects.toThrow();
    await expect(run.thenRows('note_lists', { texts: 'a' }, { texts: 'a' })).rejects.toThrow();
    await expect(run.thenEffects(2)).rejects.toThrow();
    await run.thenRows('note_lists', { notes: 1 });
  });

  it('fails when the projection does, and writes nothing of that event', async () => {
    const broken = new NoteLists(undefined, { name: 'broken' });
    broken.onText = async (text, write) => {
      await write.query(`insert into ${write.tableOf('note_lists')} values ($1, 1, 'half')`, [text]);
      throw new Error('The table is full.');
    };
    await database.dataSource.query('truncate note_lists');
    await expect(
      givenProjection(broken, database.dataSource).when(written('a')).thenRows('note_lists'),
    ).rejects.toThrow('The table is full.');
    expect(await database.dataSource.query('select * from note_lists')).toEqual([]);
  });
});
