import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LearningPathCreated } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/testing';
import { runCommand, type CommandDeps } from '../src/cli/index.js';
import { CommandHarness } from '../src/cli/testing/command-harness.js';

const PATH: LearningPathCreated = {
  learningPathId: newId(),
  workflowId: newId(),
  title: 'Why is it so?',
  userId: null,
  modules: [],
  itemCount: 0,
  timestamp: '2026-01-01T00:00:00Z',
};

let postgres: ThrowAwayPostgres;
let harness: CommandHarness;
const databases = new Map<string, TestDatabase>();
const stores = new Map<string, PostgresEventStore>();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  for (const service of ['learning', 'content', 'agent-task']) {
    // One service has not been started since there are dead letters.
    const messaging = service === 'agent-task' ? [] : MESSAGING_MIGRATIONS;
    const migrations = [...EVENT_STORE_MIGRATIONS, ...messaging];
    const database = await createTestDatabase(postgres, { label: service, migrations });
    databases.set(service, database);
    stores.set(service, new PostgresEventStore(database.dataSource, { source: service }));
  }
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  for (const store of stores.values()) await store.close();
  for (const database of databases.values()) await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  harness = await CommandHarness.create();
  harness.env = { USER: 'olga' };
});

afterEach(async () => {
  await harness.dispose();
  for (const service of ['learning', 'content']) {
    await databases.get(service)?.dataSource.query('delete from dead_letters');
    await databases.get(service)?.dataSource.query('delete from parked_messages');
  }
});

async function deadLetters(...argv: string[]): Promise<number> {
  harness.clear();
  const logs = [...stores].map(([service, store]) => ({ service, store, aggregates: [], projections: [] }));
  const deps: CommandDeps = {
    ...harness.deps(),
    openLogs: async ({ services }) => ({
      logs: logs.filter(({ service }) => services.length === 0 || services.includes(service)),
      close: async () => undefined,
    }),
  };
  return runCommand(['dead-letters', ...argv], deps);
}

const said = (): string => harness.stdout.text;
const json = <T>(): T => JSON.parse(harness.stdout.text) as T;

interface Options {
  service?: 'learning' | 'content';
  code?: string;
  key?: string;
  data?: unknown;
  redrives?: number;
}

/** A message that its handler gave up, and whose key went on without it. */
async function dead({
  service = 'content',
  code = 'PATH.UNKNOWN',
  key,
  data = PATH,
  redrives = 0,
}: Options = {}): Promise<string> {
  const [id, messageId] = [newId(), newId()];
  const record = {
    topic: 'learning_events',
    partition: 3,
    offset: 41,
    key: key ?? 'default/path-1',
    headers: {
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: messageId,
      ce_source: '/edda/learning',
      ce_type: 'LearningPathCreated',
      ce_subject: 'path-1',
      ce_time: '2026-01-01T00:00:00.000Z',
      ce_schemaversion: '1.0.0',
      ce_kind: 'event',
      ce_tenantid: 'default',
      ce_correlationid: newId(),
      ce_sequence: '1',
      ce_previous: '0',
    },
    value: JSON.stringify(data),
    timestamp: new Date().toISOString(),
  };
  await databases.get(service)?.dataSource.query(
    `insert into dead_letters
       (id, subscription, message_id, lane, key, type, tenant_id, correlation_id, record, status, holds_key, code, message,
        error_class, stack, attempts, redrives)
     values ($1, $2, $3, $4, $4, 'LearningPathCreated', 'default', $5, $6, 'dead', false, $7,
             E'There is no such path.\n    at somewhere', 'EddaError', null, 25, $8)`,
    [
      id,
      `${service}.paths`,
      messageId,
      record.key,
      record.headers.ce_correlationid,
      JSON.stringify(record),
      code,
      redrives,
    ],
  );
  return id;
}

describe('dead-letters list', () => {
  it('shows those of all services, newest first, in a line each', async () => {
    const older = await dead({ service: 'learning' });
    const newer = await dead({ service: 'content' });
    expect(await deadLetters('list')).toBe(0);
    const lines = said().trimEnd().split('\n');
    expect(lines.map((line) => line.split('  ')[0])).toEqual([newer, older]);
    expect(lines[0]).toMatch(
      /  dead  content\.paths  LearningPathCreated  default\/path-1  PATH\.UNKNOWN: There is no such path\.$/,
    );
  });

  it('says that there are none', async () => {
    expect(await deadLetters('list')).toBe(0);
    expect(said()).toBe('There are no dead letters.\n');
  });

  it('takes what is asked for alone, and says when there is more', async () => {
    const wanted = await dead({ code: 'PATH.LATE', key: 'default/path-2' });
    await dead();
    await dead();
    await deadLetters('list', '--code', 'PATH.LATE', '--key', 'default/path-2', '--since', '2026-01-01', '--json');
    expect(json<{ id: string; service: string }[]>()).toMatchObject([{ id: wanted, service: 'content' }]);
    await deadLetters('list', '-n', '2');
    expect(said()).toContain('There are more: raise -n above 2, or narrow them down.');
    await deadLetters('list', '--until', '2026-01-01');
    expect(said()).toBe('There are no dead letters.\n');
    await deadLetters('list', '--status', 'discarded');
    expect(said()).toBe('Nothing fits.\n');
  });
});

describe('dead-letters show', () => {
  it('shows why, its place, its headers and its data', async () => {
    const id = await dead();
    expect(await deadLetters('show', id)).toBe(0);
    expect(said()).toMatch(/service +content\n +subscription content\.paths\n +status +dead\n/);
    expect(said()).toMatch(/reason +PATH\.UNKNOWN: There is no such path\.\n +at somewhere\n/);
    expect(said()).toContain('record       learning_events[3]@41');
    expect(said()).toContain('header ce_type: LearningPathCreated');
    expect(said()).toContain('      "title": "Why is it so?",');
  });

  it('does not know an id that nobody has', async () => {
    expect(await deadLetters('show', newId())).toBe(2);
    expect(harness.stderr.text).toContain('There is no dead letter "');
  });
});

describe('dead-letters edit', () => {
  it('takes new data from a file, which a redrive then hands over', async () => {
    const id = await dead({ data: { title: 1 } });
    await writeFile(join(harness.cwd, 'path.json'), JSON.stringify({ ...PATH, title: 'Edited' }));
    expect(await deadLetters('edit', id, '--file', 'path.json')).toBe(0);
    expect(said()).toBe(`${id} has other data now; redrive hands it to content.paths.\n`);
    await deadLetters('show', id, '--json');
    expect(json()).toMatchObject({ editedBy: 'olga', value: expect.stringContaining('"title":"Edited"') });
  });

  it.each([
    [['--payload', '{'], 'The new data is not JSON:'],
    [['--payload', '[1]'], 'The new data must be a JSON object, as the data of every message is.'],
    [['--file', 'nowhere.json'], 'cannot be read:'],
    [[], 'Give the new data as --payload JSON or in a --file.'],
  ])('refuses %j', async (options, sentence) => {
    expect(await deadLetters('edit', newId(), ...options)).toBe(2);
    expect(harness.stderr.text).toContain(sentence);
  });

  it('refuses data that the schema of the message does not take', async () => {
    const id = await dead();
    expect(await deadLetters('edit', id, '--payload', '{"title":1}')).toBe(1);
    expect(harness.stderr.text).toContain('The data of LearningPathCreated 1.0.0 does not fit its schema');
  });
});

describe('dead-letters redrive', () => {
  it('hands some back by their ids, of any service', async () => {
    const ids = [await dead({ service: 'learning' }), await dead({ service: 'content' })];
    expect(await deadLetters('redrive', ...ids)).toBe(0);
    expect(said()).toContain('2 dead letters handed back: tried within seconds while the service runs');
    await deadLetters('list', '--status', 'redriven', '--json');
    expect(json<{ id: string }[]>().map(({ id }) => id)).toEqual(ids.toReversed());
    await deadLetters('show', ids[0] ?? '', '--json');
    expect(json()).toMatchObject({ rounds: [{ round: 1, code: 'PATH.UNKNOWN', redrivenBy: 'olga' }] });
  });

  it('hands back what fits a filter, and says which were refused', async () => {
    const wanted = await dead({ code: 'PATH.LATE' });
    const looping = await dead({ code: 'PATH.LATE', redrives: 2 });
    const other = await dead();
    expect(await deadLetters('redrive', '--code', 'PATH.LATE', '--json')).toBe(1);
    expect(json()).toMatchObject({
      redriven: [{ service: 'content', id: wanted }],
      refused: [{ service: 'content', id: looping, code: 'DEAD_LETTER.LOOPING' }],
    });
    expect(harness.stderr.text).toContain(`content ${looping} refused: `);
    await deadLetters('list', '--json');
    expect(json<{ id: string }[]>().map(({ id }) => id)).toEqual([other, looping]);
  });

  it('touches nothing when one of the ids is unknown', async () => {
    const id = await dead();
    expect(await deadLetters('redrive', id, newId())).toBe(2);
    await deadLetters('list', '--json');
    expect(json()).toMatchObject([{ id, status: 'dead' }]);
  });

  it.each([[[]], [['--code', 'X', newId()]], [['not-an-id']]])('refuses %j', async (argv) => {
    expect(await deadLetters('redrive', ...argv)).toBe(2);
  });
});

describe('dead-letters discard', () => {
  it('gives them up with a note', async () => {
    const id = await dead();
    expect(await deadLetters('discard', id, '--note', 'Sent by mistake')).toBe(0);
    expect(said()).toBe(`${id} of content.paths is discarded.\n`);
    await deadLetters('show', id);
    expect(said()).toContain('note         Sent by mistake (olga)');
    expect(await deadLetters('discard', id, '--note', 'Again')).toBe(1);
    expect(harness.stderr.text).toContain('is discarded: only one that is dead can be');
  });

  it('wants to know why', async () => {
    const id = await dead();
    expect(await deadLetters('discard', id)).toBe(2);
    expect(harness.stderr.text).toContain('Say why with --note');
  });
});

it('dead-letters explains itself', async () => {
  expect(await deadLetters('--help')).toBe(0);
  expect(said()).toContain('npm run dead-letters -- COMMAND');
  expect(await deadLetters('bury')).toBe(2);
  expect(harness.stderr.text).toContain('One of list, show, edit, redrive, discard; --help explains them.');
});
