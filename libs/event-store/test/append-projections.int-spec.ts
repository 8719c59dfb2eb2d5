import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { GroupCommit } from '../src/append/group-commit.js';
import { seal, type SealedAppend } from '../src/append/sealed-append.js';
import { EVENT_STORE_MIGRATIONS, poolClient, readStream, type SqlClient } from '../src/index.js';
import { newStream } from './support/notes.js';
import { written } from './support/pending.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let client: SqlClient;
let groupCommit: GroupCommit;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, { label: 'stated', migrations: EVENT_STORE_MIGRATIONS.slice(0, 2) });
  client = poolClient(database.dataSource);
  groupCommit = new GroupCommit(client, 10);
  await client.query(`
    create or replace function check_projections(p text[], p_written text[]) returns boolean
    language sql as $$ select not 'moved@1' = any (p) $$`);
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

function append(...projections: string[]): SealedAppend {
  const stream = newStream();
  return seal({ stream, events: [written(stream, 'a')], expected: 'none', projections, written: ['NoteWritten'] });
}

describe('An append that states how projections are kept', () => {
  it('is written when they are kept so', async () => {
    const one = append('kept@1', 'kept@2');
    expect(await groupCommit.append(one)).toMatchObject({ ok: true, version: 1 });
    expect(await readStream(client, one.stream)).toHaveLength(1);
  });

  it('is not when one of them has moved, and says so', async () => {
    const one = append('kept@1', 'moved@1');
    expect(await groupCommit.append(one)).toBe('projection-moved');
    expect(await readStream(client, one.stream)).toEqual([]);
    expect(await client.query('select from streams where stream_id = $1', [one.stream.streamId])).toEqual([]);
  });

  it('keeps none of those from being written that come at the same time and state other things', async () => {
    const others = Array.from({ length: 10 }, (_, index) => (index % 2 ? append() : append('kept@1')));
    const moved = append('moved@1');
    const outcomes = await Promise.all([...others, moved].map((one) => groupCommit.append(one)));
    expect(outcomes.pop()).toBe('projection-moved');
    expect(outcomes).toEqual(outcomes.map(() => expect.objectContaining({ ok: true, version: 1 })));
  });
});
