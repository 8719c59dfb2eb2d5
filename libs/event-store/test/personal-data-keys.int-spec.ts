import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import pg from 'pg';
import { PostgresSubjectKeys, SubjectKeys, type SubjectKeyStore } from '../src/index.js';
import { InMemorySubjectKeys } from '../src/testing/index.js';

let postgres: ThrowAwayPostgres;
const opened: PostgresSubjectKeys[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await Promise.all(opened.map((keys) => keys.close()));
  await postgres.stop();
});

const newSecret = (): string => randomBytes(32).toString('base64');

async function open(url: string, secret: string, formerSecrets?: string[]): Promise<PostgresSubjectKeys> {
  const keys = await PostgresSubjectKeys.open({ url, secret, formerSecrets });
  opened.push(keys);
  return keys;
}

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

describe.each<[string, () => Promise<SubjectKeyStore>]>([
  ['in memory', async () => new InMemorySubjectKeys()],
  ['in Postgres', async () => open(await postgres.database('keys'), newSecret())],
])('The keys of subjects %s', (_, make) => {
  it('are made at the first call and stay the same', async () => {
    const keys = await make();
    const first = await keys.keysFor('t', ['a', 'b']);
    expect([...first.values()].map((key) => key?.length)).toEqual([32, 32]);
    expect(first.get('a')).not.toEqual(first.get('b'));
    const second = await keys.keysFor('t', ['b', 'c']);
    expect(second.get('b')).toEqual(first.get('b'));
    expect(await keys.find('t', ['a', 'c', 'never'])).toEqual(
      new Map([
        ['a', first.get('a')],
        ['c', second.get('c')],
      ]),
    );
  });

  it('are others in another tenant', async () => {
    const keys = await make();
    const own = (await keys.keysFor('t', ['a'])).get('a');
    expect((await keys.find('u', ['a'])).size).toBe(0);
    expect((await keys.keysFor('u', ['a'])).get('a')).not.toEqual(own);
    await keys.forget('u', 'a', 'content', null);
    expect((await keys.find('t', ['a'])).get('a')).toEqual(own);
  });

  it('are the same for all who make them at once', async () => {
    const keys = await make();
    const subjects = Array.from({ length: 20 }, () => newId());
    const answers = await Promise.all(
      Array.from({ length: 16 }, (__, index) => keys.keysFor('t', index % 2 ? subjects : subjects.toReversed())),
    );
    for (const subject of subjects) {
      expect(new Set(answers.map((answer) => answer.get(subject)?.toString('hex'))).size).toBe(1);
    }
  });

  it('go for good: there is never another one', async () => {
    const keys = await make();
    await keys.keysFor('t', ['a', 'b']);
    expect(await keys.isForgotten('t', 'a')).toBe(false);
    const forgotten = await keys.forget('t', 'a', 'content', 'Request 1.');
    expect(forgotten).toMatchObject({ tenantId: 't', subjectId: 'a', reason: 'Request 1.' });
    expect(await keys.isForgotten('t', 'a')).toBe(true);
    expect((await keys.find('t', ['a'])).get('a')).toBeNull();
    expect((await keys.keysFor('t', ['a', 'b'])).get('a')).toBeNull();
    expect((await keys.keysFor('t', ['a', 'b'])).get('b')).toBeInstanceOf(Buffer);
  });

  it('can be denied to a subject that never had one', async () => {
    const keys = await make();
    await keys.forget('t', 'a', 'content', null);
    expect((await keys.keysFor('t', ['a'])).get('a')).toBeNull();
  });

  it('are forgotten once, with the first reason, whoever repeats it', async () => {
    const keys = await make();
    const first = await keys.forget('t', 'a', 'content', null);
    expect(await keys.forget('t', 'a', 'learning', 'Again.')).toMatchObject({ ...first });
    expect((await keys.unannounced('content')).map(({ subjectId }) => subjectId)).toEqual(['a']);
    expect(await keys.unannounced('learning')).toEqual([]);
  });

  it('remember of whom the others have not been told', async () => {
    const keys = await make();
    for (const subject of ['a', 'b']) await keys.forget('t', subject, 'content', null);
    await keys.announced('t', 'a');
    expect(await keys.unannounced('content')).toMatchObject([{ tenantId: 't', subjectId: 'b' }]);
  });
});

describe('The table of subject keys', () => {
  it('is useless without the secret', async () => {
    const url = await postgres.database('keys');
    const keys = await open(url, newSecret());
    const key = (await keys.keysFor('t', ['a'])).get('a');
    const [row] = await query<{ text: string }>(url, 'select row_to_json(k)::text as text from subject_keys k');
    expect(row?.text).toContain('"subject_id":"a"');
    expect(row?.text).not.toContain(key?.toString('hex'));
    await expect(open(url, newSecret())).rejects.toThrow(
      'The database holds keys of subjects that were wrapped with another secret',
    );
  });

  it('does not give the key of one subject to another', async () => {
    const url = await postgres.database('keys');
    const keys = await open(url, newSecret());
    await keys.keysFor('t', ['a', 'b']);
    await query(url, `update subject_keys set wrapped = (select wrapped from subject_keys where subject_id = 'b')`);
    await expect(keys.find('t', ['a'])).rejects.toThrow('The key of a in tenant t cannot be unwrapped');
  });

  it('can be wrapped with another secret while it is in use', async () => {
    const url = await postgres.database('keys');
    const [former, current] = [newSecret(), newSecret()];
    const subjects = Array.from({ length: 1203 }, (_, index) => `subject-${index}`);
    const before = await (await open(url, former)).keysFor('t', subjects);
    const rotating = await open(url, current, [former]);
    await rotating.forget('t', 'subject-7', 'content', null);
    const late = await rotating.keysFor('t', ['late']);
    expect(await rotating.rewrap()).toBe(1202);
    expect(await rotating.rewrap()).toBe(0);
    const after = await (await open(url, current)).find('t', [...subjects, 'late']);
    expect(after).toEqual(new Map([...before, ...late, ['subject-7', null]]));
    await expect(open(url, former)).rejects.toThrow('wrapped with another secret');
  });

  it.each(['', 'c2hvcnQ=', 'x'.repeat(30)])('is not opened with a secret that is too short (%#)', async (secret) => {
    await expect(PostgresSubjectKeys.open({ url: 'postgres://nowhere/keys', secret })).rejects.toThrow(
      'expected at least 32 random bytes in base64',
    );
  });

  it('answers with what another transaction was just about to write', async () => {
    const url = await postgres.database('keys');
    const keys = await open(url, newSecret());
    const other = new pg.Client({ connectionString: url });
    await other.connect();
    await other.query('begin');
    await other.query(`insert into subject_keys (tenant_id, subject_id, forgotten_at) values ('t', 'a', now())`);
    const asked = keys.keysFor('t', ['a', 'b']);
    await eventually(async () => {
      const waiting = await query(
        url,
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      expect(waiting).toHaveLength(1);
    });
    await other.query('commit');
    await other.end();
    expect((await asked).get('a')).toBeNull();
    expect((await asked).get('b')).toBeInstanceOf(Buffer);
  });

  it('is made once by services that start together', async () => {
    const url = await postgres.database('keys');
    const secret = newSecret();
    await expect(Promise.all(Array.from({ length: 6 }, () => open(url, secret)))).resolves.toHaveLength(6);
  });
});

describe('The keys that a process works with', () => {
  const subject = { tenantId: 't', subjectId: 'a' };

  it('are asked for again after their lifetime, so that another process can forget', async () => {
    const store = new InMemorySubjectKeys();
    let now = 0;
    const keys = new SubjectKeys(store, { lifetimeMs: 100, now: () => now });
    expect((await keys.forWriting([subject]))(subject)).toBeInstanceOf(Buffer);
    await store.forget('t', 'a', 'another', null);
    now = 99;
    expect((await keys.forReading([subject]))(subject)).toBeInstanceOf(Buffer);
    now = 100;
    expect((await keys.forReading([subject]))(subject)).toBeNull();
    expect((await keys.forWriting([subject]))(subject)).toBeNull();
  });

  it('do not come back with an answer that was on its way when their subject was forgotten', async () => {
    const store = new InMemorySubjectKeys();
    await store.keysFor('t', ['a']);
    const keys = new SubjectKeys(store);
    const asked = keys.forReading([subject]);
    keys.forgotten(subject);
    expect((await asked)(subject)).toBeNull();
    expect((await keys.forReading([subject]))(subject)).toBeNull();
  });
});
