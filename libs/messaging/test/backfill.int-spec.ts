import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS, type PostgresEventStore, type StreamName } from '@edda/event-store';
import { eventStoreOver } from '@edda/event-store/testing';
import { KAFKA_START_TIMEOUT_MS, kafkaForTests } from '@edda/test-kafka';
import { Kafka, logLevel } from 'kafkajs';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  backfill,
  MESSAGING_MIGRATIONS,
  startRelay,
  type BackfillOptions,
  type BackfillProgress,
  type Broker,
  type Relay,
  type SubscriptionRunner,
} from '../src/index.js';
import { openEmbeddedBroker } from './embedded-fixture.js';
import { openKafka } from './kafka-fixture.js';
import { LetterSent } from './support/letters.js';
import { silent, startReader } from './support/reader.js';
import { newStream } from './support/relay-world.js';

/** A broker that can be made to forget what it has. */
interface Server {
  broker(): Promise<Broker>;
  /** Removes all records of the topic, as the end of their retention does. */
  forget(broker: Broker): Promise<void>;
  close(): Promise<void>;
}

const TOPIC = { name: 'content_events', kind: 'topic', partitions: 4, retentionMs: 86_400_000 } as const;

let postgres: ThrowAwayPostgres;
let sender: TestDatabase;
let receiver: TestDatabase;
let store: PostgresEventStore;
let broker: Broker;
let relay: Relay;
let readers: SubscriptionRunner[];
let server: Server;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
}, POSTGRES_START_TIMEOUT_MS);
afterAll(() => postgres.stop());

async function open(): Promise<void> {
  const migrations = [...EVENT_STORE_MIGRATIONS, ...MESSAGING_MIGRATIONS];
  sender = await createTestDatabase(postgres, { label: 'sender', poolSize: 10, migrations });
  receiver = await createTestDatabase(postgres, { label: 'receiver', poolSize: 10, migrations });
  store = eventStoreOver(sender.dataSource, 'content');
  broker = await server.broker();
  await broker.ensureTopics([TOPIC]);
  await server.forget(broker);
  relay = startRelay({ store, broker, logger: silent });
  readers = [];
}
async function write(stream: StreamName, ...texts: string[]): Promise<void> {
  const events = texts.map((text) => message(LetterSent, { text }));
  await store.append(stream, events, { expected: 'any' });
}

/** What a group was handed, by stream. */
class Heard {
  readonly texts = new Map<string, string[]>();

  static async by(name: string): Promise<Heard> {
    const heard = new Heard();
    readers.push(
      await startReader({
        dataSource: receiver.dataSource,
        broker,
        name,
        handle: async ({ streamId, data }) => {
          heard.texts.set(streamId, [...heard.of({ streamId }), (data as LetterSent).text]);
        },
      }),
    );
    return heard;
  }

  of({ streamId }: { streamId: string }): string[] {
    return this.texts.get(streamId) ?? [];
  }
}

/** As a process of its own does, that knows nothing but the log. */
async function send(group: string, options: Partial<BackfillOptions> = {}): Promise<BackfillProgress> {
  const own = eventStoreOver(sender.dataSource, 'content');
  try {
    return await backfill({ service: 'content', store: own }, { broker, group, ...options });
  } finally {
    await own.close();
  }
}

/** Lets the broker forget everything that was written until now. */
async function forgetRecords(): Promise<void> {
  await eventually(async () => expect((await relay.lag()).positions).toBe(0));
  await server.forget(broker);
}

async function embedded(): Promise<Server> {
  const fixture = await openEmbeddedBroker();
  return {
    broker: () => fixture.broker({ retentionCheckMs: 100 }),
    forget: async (broker) => {
      await broker.configureTopics([{ ...TOPIC, retentionMs: 1 }]);
      await eventually(async () => {
        for (const { committed, end } of await broker.lag('nobody', [TOPIC.name])) expect(committed).toBe(end);
      });
      await broker.configureTopics([TOPIC]);
    },
    close: () => fixture.close(),
  };
}

const installation = await kafkaForTests();

async function onKafka(): Promise<Server> {
  const fixture = await openKafka(installation);
  const client = new Kafka({ brokers: [fixture.kafka.url.replace('kafka://', '')], logLevel: logLevel.NOTHING });
  const admin = client.admin();
  await admin.connect();
  return {
    broker: () => fixture.broker(),
    forget: async () => {
      // A new topic has no leader for a while.
      const offsets = await eventually(() => admin.fetchTopicOffsets(TOPIC.name));
      const partitions = offsets
        .filter(({ low, high }) => low !== high)
        .map(({ partition, high }) => ({ partition, offset: high }));
      if (partitions.length > 0) await admin.deleteTopicRecords({ topic: TOPIC.name, partitions });
    },
    close: async () => {
      await admin.disconnect();
      await fixture.close();
    },
  };
}

function describeBackfill(place: string, start: () => Promise<Server>, timeoutMs: number): void {
  describe(place, () => {
    beforeAll(async () => {
      server = await start();
    }, timeoutMs);
    afterAll(() => server.close());
    beforeEach(open);
    afterEach(async () => {
      await Promise.all(readers.map((reader) => reader.stop(1_000)));
      await relay.stop();
      await store.close();
      await broker.close();
      await sender.close();
      await receiver.close();
    });

    describe('a backfill', () => {
      it('gives a new group what the broker has forgotten, once and in order, while live events arrive', async () => {
        const streams = Array.from({ length: 10 }, newStream);
        const early = await Heard.by('early');
        for (let n = 0; n < 5; n++) for (const stream of streams) await write(stream, `${n}`);
        await eventually(() => expect([...early.texts.values()].flat()).toHaveLength(50));
        await forgetRecords();

        for (const stream of streams) await write(stream, '5', '6');
        const late = await Heard.by('late');
        const writing = (async () => {
          for (let n = 7; n < 15; n++) for (const stream of streams) await write(stream, `${n}`);
        })();
        const progress = await send('learning.late');
        await writing;
        expect(progress).toMatchObject({ refused: 0, position: progress.to });
        const all = Array.from({ length: 15 }, (_, n) => `${n}`);
        await eventually(() => {
          for (const stream of streams) expect(late.of(stream)).toEqual(all);
        });
        await eventually(() => {
          for (const stream of streams) expect(early.of(stream)).toEqual(all);
        });
      });

      it('changes nothing for a group that has handled everything, and can be repeated', async () => {
        const stream = newStream();
        const heard = await Heard.by('complete');
        await write(stream, '1', '2', '3');
        await eventually(() => expect(heard.of(stream)).toEqual(['1', '2', '3']));
        expect(await send('learning.complete')).toMatchObject({ sent: 3 });
        expect(await send('learning.complete')).toMatchObject({ sent: 3 });
        await write(stream, '4');
        await eventually(() => expect(heard.of(stream)).toEqual(['1', '2', '3', '4']));
      });

      it('sends what is left of a stream whose beginning the log holds no longer', async () => {
        const stream = newStream();
        await write(stream, '1', '2', '3', '4');
        await forgetRecords();
        await sender.dataSource.query('delete from events where stream_id = $1 and version <= 2', [stream.streamId]);
        const heard = await Heard.by('newcomer');
        await send('learning.newcomer');
        await write(stream, '5');
        await eventually(() => expect(heard.of(stream)).toEqual(['3', '4', '5']));
      });

      it('sends the positions that are wanted, and goes on where it was cut short', async () => {
        const streams = Array.from({ length: 20 }, newStream);
        for (const stream of streams) await write(stream, '1', '2');
        await forgetRecords();
        const heard = await Heard.by('patient');
        const stop = new AbortController();
        const first = await send('learning.patient', { rate: 50, signal: stop.signal, onProgress: () => stop.abort() });
        expect(first.sent).toBeGreaterThan(0);
        expect(first.position).toBeLessThan(first.to);
        const second = await send('learning.patient', { from: first.position + 1 });
        expect(first.sent + second.sent).toBe(40);
        await eventually(() => {
          for (const stream of streams) expect(heard.of(stream)).toEqual(['1', '2']);
        });
      });

      it('says which streams stop at an event that the broker refuses, and sends the others', async () => {
        const [bad, good] = [newStream(), newStream()];
        await write(bad, '1', '2', '3');
        await write(good, '1');
        await Heard.by('choosy');
        const published: string[] = [];
        const choosy: BackfillOptions['broker'] = {
          groupTopics: (group, among) => broker.groupTopics(group, among),
          publish: async (records) => {
            if (records.some(({ key, value }) => key.includes(bad.streamId) && value.includes('2'))) {
              await broker.publish([
                { ...records[0], key: 'x', topic: TOPIC.name, headers: {}, value: 'x'.repeat(2_000_000) },
              ]);
            }
            published.push(...records.map(({ value }) => value));
          },
        };
        expect(await send('learning.choosy', { broker: choosy })).toMatchObject({ sent: 2, refused: 2 });
        expect(published).toEqual(['{"text":"1"}', '{"text":"1"}']);
      });

      it('refuses a group that nobody knows', async () => {
        await expect(send('learning.nobody')).rejects.toMatchObject({
          code: 'BROKER.UNKNOWN_GROUP',
          message: expect.stringContaining('There is no group "learning.nobody"'),
        });
      });
    });

    describe('a group that was away for longer than its topic keeps records', () => {
      it('stops and says so, and gets all it missed after it was moved and sent its history', async () => {
        const stream = newStream();
        const before = await Heard.by('away');
        await write(stream, '1', '2');
        await eventually(() => expect(before.of(stream)).toEqual(['1', '2']));
        await readers.pop()?.stop(1_000);
        await write(stream, '3', '4');
        await forgetRecords();
        await write(stream, '5');

        const back = await Heard.by('away');
        const [reader] = readers;
        await eventually(() => expect(reader?.failure()).toMatchObject({ code: 'BROKER.OFFSET_OUT_OF_RANGE' }));
        expect(reader?.failure()?.message).toContain('npm run topics -- backfill --group learning.away');
        expect(back.of(stream)).toEqual([]);
        await readers.pop()?.stop(1_000);

        await broker.moveGroup('learning.away', [TOPIC.name], 'latest');
        await send('learning.away');
        const again = await Heard.by('away');
        await eventually(() => expect(again.of(stream)).toEqual(['3', '4', '5']));
      });
    });
  });
}

describeBackfill('on the embedded broker', embedded, POSTGRES_START_TIMEOUT_MS);
if (installation) describeBackfill('on Kafka', onKafka, KAFKA_START_TIMEOUT_MS);
