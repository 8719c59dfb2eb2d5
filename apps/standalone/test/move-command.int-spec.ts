import { EVENT_STORE_MIGRATIONS, PostgresEventStore } from '@edda/event-store';
import { eachBatch, EmbeddedBroker, MESSAGING_MIGRATIONS, type Broker } from '@edda/messaging';
import {
  createTestDatabase,
  eventually,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand, type CommandDeps } from '../src/cli/index.js';
import { CommandHarness } from '../src/cli/testing/command-harness.js';

const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };
const GROUP = 'learning.run-completed';

describe('topics move', () => {
  let postgres: ThrowAwayPostgres;
  let database: TestDatabase;
  let harness: CommandHarness;
  let brokers: Record<string, Broker>;
  let signal: AbortSignal | undefined;

  beforeAll(async () => {
    postgres = await startThrowAwayPostgres();
  });
  afterAll(() => postgres.stop());
  beforeEach(async () => {
    harness = await CommandHarness.create();
    signal = undefined;
    const open = async (name: string): Promise<Broker> =>
      new EmbeddedBroker({ url: await postgres.database(name), logger: QUIET });
    brokers = { old: await open('old'), new: await open('new') };
    const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
    database = await createTestDatabase(postgres, { label: 'learning', migrations });
    await database.dataSource.query('insert into subscriptions (name, strict) values ($1, true)', [GROUP]);
  });
  afterEach(async () => {
    await Promise.all(Object.values(brokers).map((broker) => broker.close()));
    await database.close();
    await harness.dispose();
  });

  const broker = (name: string): Broker => brokers[name] ?? fail(name);
  const fail = (name: string): never => {
    throw new Error(`There is no broker "${name}".`);
  };

  async function move(...args: string[]): Promise<number> {
    const store = new PostgresEventStore(database.dataSource, { source: 'learning' });
    const deps: CommandDeps = {
      ...harness.deps(),
      ...(signal && { signal }),
      openMessaging: async ({ brokerUrl = 'old' }) => ({
        broker: broker(brokerUrl),
        where: brokerUrl,
        logs: async () => [{ service: 'learning', store, aggregates: [], projections: [] }],
        close: async () => undefined,
      }),
    };
    try {
      return await runCommand(['topics', 'move', ...args], deps);
    } finally {
      await store.close();
    }
  }

  /** What the group gets at a broker, until it has so many. */
  async function read(name: string, count: number): Promise<string[]> {
    const values: string[] = [];
    const open = eachBatch(async ({ records }) => void values.push(...records.map(({ value }) => value)));
    const options = { group: GROUP, topics: ['research_events'], from: 'earliest', maxBatch: 2, open } as const;
    const consumer = await broker(name).consume(options);
    await eventually(() => expect(values.length).toBeGreaterThanOrEqual(count));
    await consumer.close();
    return values;
  }

  async function publish(name: string, values: readonly string[]): Promise<void> {
    const topic = { name: 'research_events', kind: 'topic', partitions: 12, retentionMs: 30 * 86_400_000 } as const;
    await broker(name).ensureTopics([topic]);
    await broker(name).publish(values.map((value) => ({ topic: topic.name, key: 'run', headers: {}, value })));
  }

  it('copies what the groups of the services have not finished, once, and says so', async () => {
    await publish('old', ['1', '2']);
    expect(await read('old', 2)).toEqual(['1', '2']);
    await publish('old', ['3', '4', '5']);
    expect(await move('--to', 'new')).toBe(0);
    expect(harness.stdout.text).toContain(`${GROUP}: 3 records moved.`);
    expect(harness.stdout.text).toContain('1 group can go on at new; 0 had nothing left to do.');
    expect(await read('new', 3)).toEqual(['3', '4', '5']);

    harness.clear();
    expect(await move('--to', 'new', '--json')).toBe(0);
    expect(JSON.parse(harness.stdout.text)).toEqual({
      from: 'old',
      to: 'new',
      groups: [{ group: GROUP, moved: 0, left: 0 }],
    });
  });

  it('moves the group alone that is named', async () => {
    await publish('old', ['1']);
    await read('old', 1);
    await publish('old', ['2']);
    expect(await move('--to', 'new', '--group', 'learning.other')).toBe(0);
    expect(harness.stdout.text).toContain('0 groups can go on at new');
  });

  it('says how to go on when it is stopped', async () => {
    await publish('old', ['1']);
    await read('old', 1);
    await publish('old', ['2']);
    signal = AbortSignal.abort();
    expect(await move('--to', 'new')).toBe(130);
    expect(harness.stderr.text).toContain('Run the same command again to go on.');
  });

  it('refuses a broker that is no other, or none', async () => {
    expect(await move()).toBe(2);
    expect(harness.stderr.text).toContain('Name the new broker with --to URL.');
    expect(await move('--to', 'old')).toBe(2);
    expect(harness.stderr.text).toContain('Both brokers are old: name the old one with --from URL.');
  });
});
