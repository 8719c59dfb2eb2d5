import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ALL_TOPICS, ContentRequested, examples, message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, PostgresEventStore, streamName } from '@edda/event-store';
import { EddaError, newId } from '@edda/kernel';
import {
  eachBatch,
  EmbeddedBroker,
  MESSAGING_MIGRATIONS,
  startRelay,
  type Broker,
  type BrokerRecord,
  type Relay,
} from '@edda/messaging';
import {
  createTestDatabase,
  eventually,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/testing';
import { runCommand, type CommandDeps } from '../src/cli/index.js';
import { CommandHarness } from '../src/cli/testing/command-harness.js';

const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };
const SILENT = { debug() {}, info() {}, warn() {}, error() {} };
const DAY = 86_400_000;
const example = examples.find(({ definition }) => definition.payload === ContentRequested)?.data as ContentRequested;

let postgres: ThrowAwayPostgres;
let harness: CommandHarness;
let broker: EmbeddedBroker;
let database: TestDatabase;
let content: PostgresEventStore;
let brokers = 0;
const relays: Relay[] = [];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
});
afterAll(() => postgres.stop());

beforeEach(async () => {
  harness = await CommandHarness.create();
  broker = new EmbeddedBroker({ url: await postgres.database(`broker_${++brokers}`), logger: QUIET });
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  database = await createTestDatabase(postgres, { label: 'content', poolSize: 8, migrations });
  content = new PostgresEventStore(database.dataSource, { source: 'content' });
});
afterEach(async () => {
  await Promise.all(relays.splice(0).map((relay) => relay.stop()));
  await content.close();
  await database.close();
  await broker.close();
  await harness.dispose();
});

/** Runs `topics ...` against the broker and the one log. */
function topics(...args: string[]): Promise<number> {
  const log = { service: 'content', store: content, aggregates: [], projections: [] };
  const deps: CommandDeps = {
    ...harness.deps(),
    openMessaging: async () => ({
      broker,
      where: 'postgres://broker',
      logs: async () => [log],
      close: async () => undefined,
    }),
    openLogs: async () => ({ logs: [log], close: async () => undefined }),
  };
  return runCommand(['topics', ...args], deps);
}

const json = (): unknown => JSON.parse(harness.stdout.text);

async function write(stream: string): Promise<void> {
  const name = streamName('content', stream);
  await content.append(name, [message(ContentRequested, { ...example, contentId: newId() })], { expected: 'any' });
}

/** Publishes what content appends, until the end of the test at the latest. */
function relayTo(to: Pick<Broker, 'publish'>): Relay {
  const relay = startRelay({ store: content, broker: to, logger: SILENT });
  relays.push(relay);
  return relay;
}

/** A group of a service that reads the events of content. */
async function reader(group: string, records: BrokerRecord[] = []): Promise<{ close(): Promise<void> }> {
  const open = eachBatch(async (batch) => void records.push(...batch.records));
  return broker.consume({ group, topics: ['content_events'], from: 'earliest', maxBatch: 100, open });
}

describe('topics diff', () => {
  it('fails while topics are missing, and says how to make them', async () => {
    expect(await topics('diff')).toBe(1);
    expect(harness.stdout.text).toMatch(/^content_events +topic +24 +30 d +missing$/m);
    expect(harness.stdout.text).toContain('npm run topics -- apply');
  });

  it('is content with what apply has made', async () => {
    expect(await topics('apply')).toBe(0);
    expect(harness.stdout.text).toContain('content_events');
    harness.clear();
    expect(await topics('diff')).toBe(0);
    expect(harness.stdout.text).toMatch(/^dead_letters +topic +6 +30 d +as declared$/m);
    harness.clear();
    expect(await topics('apply')).toBe(0);
    expect(harness.stdout.text).toBe('Nothing had to be changed at postgres://broker.\n');
  });

  it('gives programs one JSON value', async () => {
    await broker.ensureTopics([{ name: 'agent_events', kind: 'topic', partitions: 6, retentionMs: DAY }]);
    expect(await topics('diff', '--json')).toBe(1);
    const { topics: all } = json() as { topics: { name: string }[] };
    expect(all.find(({ name }) => name === 'agent_events')).toEqual({
      name: 'agent_events',
      kind: 'topic',
      standing: 'retention',
      declared: { partitions: 6, retentionMs: 14 * DAY },
      found: { name: 'agent_events', partitions: 6, retentionMs: DAY },
    });
  });
});

describe('topics apply', () => {
  it('sets how long records are kept', async () => {
    await broker.ensureTopics([{ name: 'agent_events', kind: 'topic', partitions: 6, retentionMs: DAY }]);
    expect(await topics('apply', '--json')).toBe(0);
    expect(json()).toMatchObject({ configured: ['agent_events'], drifted: [] });
    expect(await broker.describeTopics(['agent_events'])).toMatchObject([{ retentionMs: 14 * DAY }]);
  });

  it('never changes partitions, and says what to do, while it makes the others', async () => {
    await broker.ensureTopics([{ name: 'agent_events', kind: 'topic', partitions: 3, retentionMs: 14 * DAY }]);
    expect(await topics('apply')).toBe(1);
    expect(harness.stderr.text).toContain('The partitions of agent_events are not as declared');
    expect(await broker.describeTopics(ALL_TOPICS.map(({ name }) => name))).toHaveLength(ALL_TOPICS.length);
    harness.clear();
    expect(await topics('diff')).toBe(1);
    expect(harness.stdout.text).toMatch(/^agent_events +topic +6 \(has 3\) +14 d +OTHER PARTITIONS$/m);
  });
});

describe('topics backfill', () => {
  beforeEach(() => broker.ensureTopics(ALL_TOPICS));

  it('sends the events of the services whose topics the group reads', async () => {
    for (const stream of ['a', 'b', 'a']) await write(stream);
    const records: BrokerRecord[] = [];
    const consumer = await reader('learning.newcomer', records);
    expect(await topics('backfill', '--group', 'learning.newcomer', '--service', 'content')).toBe(0);
    expect(harness.stdout.text).toBe('content: 3 records sent to learning.newcomer, positions 1 to 3.\n');
    await eventually(() => expect(records).toHaveLength(3));
    expect(records.map(({ headers }) => headers['edda-group'])).toEqual(Array(3).fill('learning.newcomer'));
    await consumer.close();
  });

  it('moves a stopped group behind what is stored first, when it is told to', async () => {
    const relay = relayTo(broker);
    await write('a');
    const before: BrokerRecord[] = [];
    const consumer = await reader('learning.away', before);
    await eventually(() => expect(before).toHaveLength(1));
    expect(await topics('backfill', '--group', 'learning.away', '--reset')).toBe(1);
    expect(harness.stderr.text).toContain('Group "learning.away" has members that consume');
    await consumer.close();
    await relay.stop();
    expect(await topics('backfill', '--group', 'learning.away', '--reset', '--json')).toBe(0);
    expect(json()).toMatchObject({ group: 'learning.away', topics: ['content_events'], logs: [{ sent: 1 }] });
    expect((await broker.lag('learning.away', ['content_events'])).reduce((sum, { lag }) => sum + lag, 0)).toBe(1);
  });

  it.each([
    [['--group', 'learning.nobody'], 1, 'There is no group "learning.nobody"'],
    [[], 2, 'Name the group with --group'],
    [['--group', 'g', '--from', 'noon'], 2, '--from takes "beginning", a position or a time; got "noon".'],
    [['--group', 'g', '--rate', '0'], 2, '--rate takes a whole number from 1 to 1000000; got "0".'],
    [['now'], 2, 'backfill takes options only; got "now".'],
  ])('refuses %j', async (args, code, sentence) => {
    expect(await topics('backfill', ...args)).toBe(code);
    expect(harness.stderr.text).toContain(sentence);
  });

  it('refuses a service that sends nothing to the group', async () => {
    await (await reader('learning.one')).close();
    expect(await topics('backfill', '--group', 'learning.one', '--service', 'learning')).toBe(2);
    expect(harness.stderr.text).toContain('The group reads content_events, to which learning sends nothing.');
  });
});

describe('topics reset', () => {
  beforeEach(() => broker.ensureTopics(ALL_TOPICS));

  it('lets a stopped group go on with the oldest records, or behind the newest', async () => {
    const record = { topic: 'content_events', key: 'k', headers: {}, value: '{}' };
    await (await reader('learning.moved')).close();
    await broker.publish([record, record]);
    const lag = async (): Promise<number> =>
      (await broker.lag('learning.moved', ['content_events'])).reduce((sum, partition) => sum + partition.lag, 0);
    expect(await topics('reset', '--group', 'learning.moved', '--to', 'latest')).toBe(0);
    expect(harness.stdout.text).toBe('Group learning.moved goes on behind what is stored now in content_events.\n');
    expect(await lag()).toBe(0);
    expect(await topics('reset', '--group', 'learning.moved', '--to', 'earliest')).toBe(0);
    expect(await lag()).toBe(2);
  });

  it('refuses a group that nobody knows, and a place that is none', async () => {
    expect(await topics('reset', '--group', 'nobody', '--to', 'latest')).toBe(1);
    expect(harness.stderr.text).toContain('There is no group "nobody"');
    expect(await topics('reset', '--group', 'nobody', '--to', 'there')).toBe(2);
    expect(harness.stderr.text).toContain('--to takes earliest or latest; got "there".');
  });
});

describe('topics refused', () => {
  it('lists what the broker does not take, and lets the service send it again or discard it', async () => {
    let refuse = true;
    const published: (string | undefined)[] = [];
    const choosy = {
      publish: async (records: readonly { headers: Readonly<Record<string, string>> }[]): Promise<void> => {
        if (refuse) throw new EddaError('too-large', 'BROKER.RECORD_TOO_LARGE', 'It has 2 MiB.');
        published.push(...records.map(({ headers }) => headers['ce_type']));
      },
    };
    const relay = relayTo(choosy);
    for (const stream of ['a', 'a', 'b']) await write(stream);
    await eventually(async () => expect(await relay.refused()).toEqual({ refused: 2, retrying: 0, waiting: 1 }));

    expect(await topics('refused', 'list')).toBe(0);
    expect(harness.stdout.text).toMatch(
      /^content {2}\d+ {2}refused {2}ContentRequested of default\/content-a {2}BROKER\.RECORD_TOO_LARGE, 1 attempt, 1 behind it$/m,
    );
    harness.clear();
    await topics('refused', '--json');
    const [first, second] = json() as { id: number; key: string }[];
    harness.clear();
    expect(await topics('refused', 'show', `${first?.id}`)).toBe(0);
    expect(harness.stdout.text).toContain('It has 2 MiB.');

    refuse = false;
    harness.clear();
    expect(await topics('refused', 'resend', `${first?.id}`)).toBe(0);
    await eventually(() => expect(published).toEqual(['ContentRequested', 'ContentRequested']));
    expect(await topics('refused', 'discard', `${second?.id}`, '--note', 'Nobody needs it.')).toBe(0);
    await eventually(() => expect(published).toEqual(['ContentRequested', 'ContentRequested', 'MessagePlaceholder']));
    // What is published is forgotten a moment later.
    await eventually(async () => {
      harness.clear();
      await topics('refused');
      expect(harness.stdout.text).toBe('The broker has taken everything.\n');
    });
  });

  it.each([
    [['refused', 'resend']],
    [['refused', 'discard', '1']],
    [['refused', 'list', '1']],
    [['refused', 'forget', '1']],
    [['refused', 'show', 'x']],
    [['refused', 'show', '7']],
  ])('refuses %j', async (args) => {
    expect(await topics(...args)).toBe(2);
  });
});
