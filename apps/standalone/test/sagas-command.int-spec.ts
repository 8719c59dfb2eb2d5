import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore } from '@edda/event-store';
import { EddaError, newId, withContext, type Uuid } from '@edda/kernel';
import { MESSAGING_MIGRATIONS } from '@edda/messaging';
import { SAGA_MIGRATIONS, SagaRunner, stepsOf, type SagaDefinition } from '@edda/sagas';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/testing';
import { runCommand, type CommandDeps } from '../src/cli/index.js';
import { CommandHarness } from '../src/cli/testing/command-harness.js';

interface Order {
  items: number;
  approvedBy?: string;
}

const NOBODY = '0193b6c1-0000-7000-8000-000000000000';

let bankIsAway = false;

const { action, signal } = stepsOf<Order>();
const order = (
  version: string,
  migrate: NonNullable<SagaDefinition<Order>['migrate']> = {},
): SagaDefinition<Order> => ({
  name: 'order',
  version,
  steps: [
    action('reserve', { run: () => undefined, compensate: { run: () => undefined } }),
    signal<{ by: string }>('approval', {
      signal: 'approved',
      apply: (state, { by }) => ({ ...state, approvedBy: by }),
    }),
    action('charge', {
      run: () => {
        if (bankIsAway) throw new EddaError('conflict', 'CARD.DECLINED', 'The bank said no.');
      },
      onFailure: 'hold',
    }),
  ],
  migrate,
});

const copy: SagaDefinition<object> = {
  name: 'copy',
  version: '1.0.0',
  steps: [
    stepsOf<object>().action('fetch', {
      run: async (_state, { report, signal: aborted }) => {
        report({ bytes: 512 });
        await new Promise((resolve) => aborted.addEventListener('abort', resolve));
      },
    }),
  ],
};

let postgres: ThrowAwayPostgres;
let harness: CommandHarness;
const databases = new Map<string, TestDatabase>();
const stores = new Map<string, PostgresEventStore>();
const runners = new Map<string, SagaRunner>();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  for (const service of ['learning', 'content', 'agent-task']) {
    // One service has not been started since sagas have tables.
    const sagas = service === 'agent-task' ? [] : SAGA_MIGRATIONS;
    const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS, ...sagas];
    const database = await createTestDatabase(postgres, { label: service, migrations });
    const store = new PostgresEventStore(database.dataSource, { source: service });
    databases.set(service, database);
    stores.set(service, store);
    if (service === 'agent-task') continue;
    const runner = new SagaRunner({
      service,
      dataSource: database.dataSource,
      unitOfWork: store.unitOfWork,
      pollMs: 50,
    });
    runner.register(order('1.0.0'), order('1.1.0', { '1.0.0': (state) => ({ state: state as Order }) }));
    runner.register(copy);
    runners.set(service, runner);
  }
  // The other one is not moved by anybody.
  await runners.get('learning')?.begin();
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await runners.get('learning')?.stop();
  for (const store of stores.values()) await store.close();
  for (const database of databases.values()) await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  bankIsAway = false;
  harness = await CommandHarness.create();
  harness.env = { USER: 'olga' };
  // Some specs run many commands.
  for (const output of [harness.stdout, harness.stderr]) output.setMaxListeners(0);
});

afterEach(async () => {
  await harness.dispose();
  for (const service of ['learning', 'content']) {
    await databases.get(service)?.dataSource.query('delete from saga_instances where ended_at is not null');
  }
  await databases.get('content')?.dataSource.query('delete from saga_instances');
});

async function sagas(...argv: string[]): Promise<number> {
  harness.clear();
  const logs = [...stores].map(([service, store]) => ({ service, store, aggregates: [], projections: [] }));
  const deps: CommandDeps = {
    ...harness.deps(),
    pace: { takenMs: 10_000 },
    openLogs: async ({ services }) => ({
      logs: logs.filter(({ service }) => services.length === 0 || services.includes(service)),
      close: async () => undefined,
    }),
  };
  return runCommand(['sagas', ...argv], deps);
}

const said = (): string => harness.stdout.text;
const complained = (): string => harness.stderr.text;
const json = <T>(): T => JSON.parse(harness.stdout.text) as T;

interface Options {
  service?: 'learning' | 'content';
  version?: string;
  tenantId?: string;
}

/** A saga that waits for its signal, where its service runs. */
async function started({ service = 'learning', version = '1.1.0', tenantId = 'default' }: Options = {}): Promise<Uuid> {
  const id = newId();
  const runner = runners.get(service);
  await withContext({ tenantId, correlationId: id }, () => runner?.start('order', id, { items: 2 }, { version }));
  if (service === 'learning') await standing(id, 'running', 'approval');
  return id;
}

async function standing(id: Uuid, status: string, step?: string): Promise<void> {
  await eventually(async () => {
    expect(await sagas('show', id, '--json')).toBe(0);
    expect(json()).toMatchObject({ status, ...(step !== undefined && { step }) });
  });
}

async function stuck(): Promise<Uuid> {
  bankIsAway = true;
  const id = await started();
  await sagas('signal', id, 'approved', '--payload', '{"by":"ada"}');
  await standing(id, 'stuck');
  return id;
}

describe('sagas list', () => {
  it('shows those of all services, newest first, in a line each under a heading', async () => {
    const older = await started();
    const newer = await started({ service: 'content' });
    expect(await sagas('list', '--status', 'open')).toBe(0);
    const [heading, ...lines] = said().trimEnd().split('\n');
    expect(heading).toMatch(/^id +service +saga +status +at +started +took$/);
    expect(lines.slice(0, 2).map((line) => line.split('  ')[0])).toEqual([newer, older]);
    expect(lines[1]).toMatch(/ {2}learning {2}order 1\.1\.0 {2}running {2}approval {2}\S+Z {2}\d/);
  });

  it('takes what is asked for alone, and goes on behind the last one shown', async () => {
    const ids = [
      await started({ service: 'content', version: '1.0.0' }),
      await started({ service: 'content', tenantId: 'acme' }),
      await started({ service: 'content' }),
    ];
    await sagas('list', '--service', 'content', '-n', '2');
    expect(said()).toContain(`There are more: go on with --before ${ids[1]}.`);
    await sagas('list', '--service', 'content', '--before', ids[1] ?? '', '--json');
    expect(json()).toMatchObject([{ id: ids[0], service: 'content' }]);
    const filter = ['--saga', 'order', '--version', '1.0.0', '--status', 'running', '--correlation', ids[0] ?? ''];
    await sagas('list', '--tenant', 'default', ...filter, '--json');
    expect(json()).toMatchObject([{ id: ids[0] }]);
    await sagas('list', '--tenant', 'acme', ...filter);
    expect(said()).toBe('Nothing fits.\n');
  });

  it.each([
    [['--status', 'lost'], '--status takes running, compensating, paused'],
    [['--correlation', 'x'], '--correlation takes a UUID; got "x".'],
    [['--before', 'x'], '"x" is no id of a saga: list shows them.'],
    [['--before', NOBODY], `There is no saga "${NOBODY}".`],
    [['-n', '0'], '--limit takes a whole number from 1'],
    [['order'], 'list takes options only; got "order".'],
  ])('refuses %j', async (options, sentence) => {
    expect(await sagas('list', ...options)).toBe(2);
    expect(complained()).toContain(sentence);
  });
});

describe('sagas show', () => {
  it('tells what a saga waits for and what has happened, step by step', async () => {
    const id = await stuck();
    expect(await sagas('show', id)).toBe(0);
    expect(said()).toMatch(/^order 1\.1\.0 is stuck until somebody decides\. It is at charge\.\n/);
    expect(said()).toContain('  reason      CARD.DECLINED: The bank said no.\n');
    expect(said()).toContain('  waits for   somebody who decides at charge: retry, skip or cancel\n');
    expect(said()).toContain(`  id          ${id}\n  service     learning\n  tenant      default\n`);
    expect(said()).toMatch(/ reserve +done\n/);
    expect(said()).toMatch(/ signal "approved" +from olga\n/);
    expect(said()).toMatch(/ charge +failed: CARD\.DECLINED: The bank said no\.\n/);
    await sagas('show', id, '--at', '2', '--state');
    expect(said()).toMatch(/^order 1\.1\.0 has been running for .* It is at reserve\.\n/);
    expect(said()).toMatch(/\n {2}\{\n {4}"items": 2\n {2}\}\n$/);
  });

  it('gives programs the state, the timeline and the history to be replayed', async () => {
    const id = await started();
    await sagas('show', id, '--json');
    expect(json()).toMatchObject({
      service: 'learning',
      id,
      state: { items: 2 },
      waitsFor: [{ kind: 'signal', signal: 'approved' }],
      timeline: [{ kind: 'started' }, { kind: 'step', step: 'reserve' }, { kind: 'step', step: 'approval' }],
      events: expect.arrayContaining([
        {
          version: 1,
          type: 'SagaStarted',
          schemaVersion: '1.0.0',
          recordedAt: expect.anything(),
          data: expect.anything(),
        },
      ]),
    });
  });

  it('shows one that no process has begun yet', async () => {
    const id = await started({ service: 'content' });
    expect(await sagas('show', id)).toBe(0);
    expect(said()).toMatch(/^order 1\.1\.0 has not begun\.\n/);
  });

  it('tells how far local work has come', async () => {
    const id = newId();
    await withContext({ correlationId: id }, () => runners.get('learning')?.start('copy', id, {}));
    await eventually(async () => {
      await sagas('show', id);
      expect(said()).toContain('  waits for   fetch to be carried out\n  progress    {"bytes":512}\n');
    });
    await sagas('cancel', id, '--reason', 'Not needed.');
    await standing(id, 'cancelled');
  });

  it.each([
    [[NOBODY], 'There is no saga "'],
    [['order'], '"order" is no id of a saga: list shows them.'],
    [[], 'Name the one saga, by its id.'],
    [[NOBODY, NOBODY], 'Name the one saga, by its id.'],
  ])('refuses %j', async (argv, sentence) => {
    expect(await sagas('show', ...argv)).toBe(2);
    expect(complained()).toContain(sentence);
  });

  it('knows no history that is longer than it is', async () => {
    const id = await started();
    expect(await sagas('show', id, '--at', '99')).toBe(2);
    expect(complained()).toContain('events; --at asks for 99.');
  });
});

describe('Stepping in at sagas', () => {
  it('pauses and resumes them, with who and why in the history', async () => {
    const ids = [await started(), await started()];
    expect(await sagas('pause', ...ids, '--reason', 'The bank is closed.')).toBe(0);
    expect(said()).toContain(`order ${ids[1]} has taken it in: it is paused.\n`);
    await sagas('show', ids[0] ?? '');
    expect(said()).toMatch(/ paused +by olga: "The bank is closed\."\n/);
    expect(await sagas('resume', ...ids, '--reason', 'It has opened.', '--json')).toBe(0);
    expect(json()).toMatchObject([
      { id: ids[0], taken: true, status: 'running' },
      { id: ids[1], taken: true, status: 'running' },
    ]);
  });

  it('tries those again that are stuck, or goes on without the step', async () => {
    const [retried, skipped] = [await stuck(), await stuck()];
    bankIsAway = false;
    expect(await sagas('retry', retried, '--reason', 'The bank is back.')).toBe(0);
    await standing(retried, 'completed');
    expect(await sagas('skip', skipped, '--reason', 'Paid in cash.')).toBe(0);
    await standing(skipped, 'completed');
    await sagas('show', skipped);
    expect(said()).toMatch(/ charge +skipped by olga: "Paid in cash\."\n/);
  });

  it('cancels them, and leaves what was done only when told so', async () => {
    const [undo, keep] = [await started(), await started()];
    await sagas('cancel', undo, '--reason', 'Not needed.');
    await standing(undo, 'cancelled');
    await sagas('show', undo);
    expect(said()).toMatch(/ undo reserve +undone\n/);
    await sagas('cancel', keep, '--reason', 'Not needed.', '--no-compensate');
    await standing(keep, 'cancelled');
    await sagas('show', keep);
    expect(said()).toContain('nothing was undone.');
  });

  it('takes them over to another version', async () => {
    const id = await started({ version: '1.0.0' });
    expect(await sagas('migrate', id, '--to', '1.1.0', '--reason', 'Fixed.')).toBe(0);
    await sagas('show', id);
    expect(said()).toMatch(/ taken over +from 1\.0\.0 to 1\.1\.0 .*by olga: "Fixed\."\n/);
  });

  it('says which are refused, and does the others', async () => {
    const [over, open] = [await started(), await started()];
    await sagas('cancel', over, '--reason', 'Not needed.');
    await standing(over, 'cancelled');
    expect(await sagas('pause', over, open, '--reason', 'For specs.', '--json')).toBe(1);
    expect(json()).toMatchObject([
      { id: over, code: 'SAGA.INVALID_TRANSITION' },
      { id: open, taken: true, status: 'paused' },
    ]);
    expect(complained()).toContain(`learning ${over} refused: `);
  });

  it('leaves word for a service that does not run', async () => {
    const id = await started({ service: 'content' });
    harness.interrupt.abort();
    await sagas('pause', id, '--reason', 'For specs.');
    expect(said()).toBe(`order ${id} takes it in within seconds while content runs, else when it starts.\n`);
    const [row] = await databases.get('content')!.dataSource.query<{ kind: string }[]>('select kind from saga_inbox');
    expect(row).toMatchObject({ kind: 'control' });
  });

  it.each([
    [['pause'], 'Name the sagas, by their ids.'],
    [['pause', NOBODY], 'Say why with --reason, in up to 1000 characters.'],
    [['pause', NOBODY, '--reason', ' '], 'Say why with --reason'],
    [['pause', NOBODY, '--reason', 'x'], 'There is no saga "'],
    [['resume', NOBODY, '--reason', 'x', '--to', '1.0.0'], '--to is for migrate.'],
    [['retry', NOBODY, '--reason', 'x', '--no-compensate'], '--no-compensate is for cancel.'],
    [['migrate', NOBODY, '--reason', 'x'], '--to takes the version that takes it over, such as 1.1.0; got "".'],
    [['skip', 'x', '--reason', 'x'], '"x" is no id of a saga: list shows them.'],
  ])('refuses %j', async (argv, sentence) => {
    expect(await sagas(...argv)).toBe(2);
    expect(complained()).toContain(sentence);
  });
});

describe('sagas signal', () => {
  it('hands over what goes with the signal, from the command line or a file', async () => {
    const [first, second] = [await started(), await started()];
    expect(await sagas('signal', first, 'approved', '--payload', '{"by":"ada"}')).toBe(0);
    await standing(first, 'completed');
    expect(json()).toMatchObject({ state: { items: 2, approvedBy: 'ada' } });
    await writeFile(join(harness.cwd, 'payload.json'), '{"by":"bob"}');
    await sagas('signal', second, 'approved', '--file', 'payload.json');
    await standing(second, 'completed');
    expect(json()).toMatchObject({ state: { approvedBy: 'bob' } });
  });

  it.each([
    [[NOBODY], 'Name the saga by its id, and the signal.'],
    [[NOBODY, 'approved', '--payload', '{'], 'What goes with the signal is not JSON:'],
    [[NOBODY, 'approved', '--file', 'nowhere.json'], 'cannot be read:'],
    [
      [NOBODY, 'approved', '--file', 'x', '--payload', '1'],
      'Give what goes with the signal as --payload or in a --file',
    ],
    [[NOBODY, 'approved'], 'There is no saga "'],
  ])('refuses %j', async (argv, sentence) => {
    expect(await sagas('signal', ...argv)).toBe(2);
    expect(complained()).toContain(sentence);
  });

  it('is refused by one that has ended', async () => {
    const id = await started();
    await sagas('cancel', id, '--reason', 'Not needed.');
    await standing(id, 'cancelled');
    expect(await sagas('signal', id, 'approved')).toBe(1);
    expect(complained()).toContain('is cancelled: it takes no such signal.');
  });
});

it('sagas explains itself', async () => {
  expect(await sagas('--help')).toBe(0);
  expect(said()).toContain('npm run sagas -- COMMAND');
  expect(await sagas('bury')).toBe(2);
  expect(complained()).toContain(
    'One of list, show, pause, resume, cancel, retry, skip, migrate, signal; --help explains them.',
  );
});
