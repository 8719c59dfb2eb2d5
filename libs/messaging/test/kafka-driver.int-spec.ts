import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KAFKA_START_TIMEOUT_MS, kafkaForTests } from '@edda/test-kafka';
import { Kafka, logLevel, type Admin } from 'kafkajs';
import { Collector } from '../src/testing/contract/collector.js';
import {
  consume,
  ContractWorld,
  gate,
  numbered,
  range,
  record,
  texts,
  withoutRepeats,
} from '../src/testing/contract/contract-world.js';
import { WindowedReader } from '../src/testing/contract/windowed-reader.js';
import { openKafka, QUIET, type KafkaFixture } from './kafka-fixture.js';

const installation = await kafkaForTests();

(installation ? describe : describe.skip)('the Kafka driver', () => {
  let fixture: KafkaFixture;
  let world: ContractWorld;
  let admin: Admin;

  beforeAll(async () => {
    fixture = await openKafka(installation, true);
    const { port } = fixture.kafka.server;
    admin = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  }, KAFKA_START_TIMEOUT_MS);
  afterAll(async () => {
    await admin?.disconnect();
    await fixture?.close();
  });
  beforeEach(() => {
    world = new ContractWorld(fixture);
  });
  afterEach(() => world.close());

  /** Keeps what a broker logs as an error. */
  const listening = (): { errors: string[]; logger: typeof QUIET } => {
    const errors: string[] = [];
    return { errors, logger: { ...QUIET, error: (message?: string) => void errors.push(message ?? '') } };
  };

  describe('when the record a group should read next was deleted', () => {
    const deleteBefore = (topic: string, offset: number) =>
      admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] });

    it('stops the group, says so, and leaves its position as it was', async () => {
      const broker = await world.broker();
      const topic = await world.topic(broker);
      const group = world.group();
      await broker.publish(numbered(topic, 'k', 0, 2));
      const first = await consume(broker, { group, topics: [topic], eachBatch: async () => undefined });
      await world.caughtUp(broker, group, [topic]);
      await first.close();
      await broker.publish(numbered(topic, 'k', 2, 6));
      await admin.fetchTopicMetadata({ topics: [topic] });
      await world.eventually(() => deleteBefore(topic, 4));

      const { errors, logger } = listening();
      const late = await fixture.broker({ logger });
      const collector = new Collector();
      const consumer = await consume(late, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world.eventually(() => expect(consumer.failure()).toMatchObject({ code: 'BROKER.OFFSET_OUT_OF_RANGE' }));
      expect(errors).toEqual([
        expect.stringMatching(/should read offset 2 of .* next, but the offsets kept are 4 to 6/),
      ]);
      await late.publish(numbered(topic, 'k', 6, 7));
      await consumer.close();
      expect(collector.records).toEqual([]);
      expect(await late.lag(group, [topic])).toMatchObject([{ committed: 2, end: 7 }]);
      await late.close();
    });

    it('does so too while it consumes, though the client would go on with the oldest record', async () => {
      const { errors, logger } = listening();
      const broker = await fixture.broker({ logger, maxFetchBytes: 1_000 });
      const topic = await world.topic(broker);
      const group = world.group();
      const full = gate();
      const reader = new WindowedReader(() => full.opened);
      // One at a time, so that they lie in batches of their own and are not all fetched at once.
      for (const n of range(0, 300)) await broker.publish([record(topic, 'k', `${n} ${'x'.repeat(2_000)}`)]);
      const consumer = await reader.consume(broker, group, [topic], 1);
      await world.eventually(() => expect(reader.records).toHaveLength(1));
      await admin.fetchTopicMetadata({ topics: [topic] });
      await world.eventually(() => deleteBefore(topic, 299));
      full.open();
      await world.eventually(() => expect(consumer.failure()).toMatchObject({ code: 'BROKER.OFFSET_OUT_OF_RANGE' }));
      expect(errors).toHaveLength(1);
      expect(reader.records.map(({ offset }) => offset)).toEqual(range(0, reader.records.length));
      expect(reader.records.length).toBeLessThan(299);
      expect(reader.opened[0]?.assigned.signal.aborted).toBe(true);
      expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 0, end: 300 }]);
      await broker.close();
    });
  });

  it('leaves a partition that stays with its member undisturbed when another member comes, and commits what it did', async () => {
    const [one, two] = await Promise.all([world.broker(), world.broker()]);
    const topic = await world.topic(one, 2);
    const group = world.group();
    const keys = range(0, 20).map((n) => `key-${n}`);
    const [reader, other] = [new WindowedReader(), new WindowedReader()];
    await one.publish(keys.map((key) => record(topic, key, key)));
    const first = await reader.consume(one, group, [topic]);
    await world.eventually(() => expect(reader.records).toHaveLength(20));
    const second = await other.consume(two, group, [topic]);
    await world.eventually(() =>
      expect([first.assignment(), second.assignment()].map((a) => a.length)).toEqual([1, 1]),
    );

    const stays = first.assignment()[0]?.partition;
    const lanes = reader.opened.map(({ assigned: { partition, signal } }) => [partition === stays, signal.aborted]);
    expect(lanes).toEqual(
      expect.arrayContaining([
        [true, false],
        [false, true],
      ]),
    );
    expect(reader.opened).toHaveLength(2);
    const moved = reader.opened.find(({ assigned }) => assigned.partition !== stays)?.records ?? [];
    await world.eventually(() => expect(other.values).toEqual(moved.map(({ value }) => value)));
    reader.finishAll();
    other.finishAll();
    await world.caughtUp(one, group, [topic]);
    expect(reader.records).toHaveLength(20);
  });

  it('tells a record that its topic does not take, and stores those that were published beside it', async () => {
    const broker = await world.broker();
    const [small, other] = [await world.topic(broker), await world.topic(broker)];
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: small, configEntries: [{ name: 'max.message.bytes', value: '2000' }] }],
    });
    // Nothing that packing makes small.
    const large = record(small, 'large', randomBytes(6_000).toString('base64'));
    const outcomes = await Promise.allSettled([
      broker.publish([record(other, 'k', 1)]),
      broker.publish([record(small, 'k', 1), large, record(small, 'k', 2)]),
      broker.publish([record(other, 'k', 2)]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({
      reason: { code: 'BROKER.RECORD_TOO_LARGE', message: expect.stringContaining('key "large"') },
    });
    const collector = new Collector();
    await consume(broker, { group: world.group(), topics: [other], eachBatch: collector.eachBatch });
    await world.eventually(() => expect(withoutRepeats(collector.values)).toEqual(['1', '2']));
  });

  it('is not behind where only marks of transactions follow the last record', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    const collector = new Collector();
    const { port } = fixture.kafka.server;
    const client = new Kafka({ brokers: [`127.0.0.1:${port}`], logLevel: logLevel.NOTHING });
    const producer = client.producer({ transactionalId: topic, idempotent: true, maxInFlightRequests: 1 });
    await producer.connect();
    const send = async (value: string): Promise<() => Promise<void>> => {
      const transaction = await producer.transaction();
      await transaction.send({ topic, messages: [{ key: 'k', value, partition: 0 }] });
      return () => transaction.commit();
    };
    await (
      await send('1')
    )();
    await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
    await world.caughtUp(broker, group, [topic]);
    await (
      await send('2')
    )();
    await world.caughtUp(broker, group, [topic]);
    expect(collector.values).toEqual(['1', '2']);
    await producer.disconnect();
  });

  describe('with a login', () => {
    it.each(['plain', 'scram-sha-256', 'scram-sha-512'] as const)('by %s publishes and consumes', async (mechanism) => {
      const broker = await fixture.broker({ url: fixture.kafka.server.saslUrl(mechanism) });
      const topic = await world.topic(broker);
      const collector = new Collector();
      await consume(broker, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
      await broker.publish(numbered(topic, 'k', 0, 3));
      await world.eventually(() => expect(collector.values).toEqual(texts(range(0, 3))));
      await broker.close();
    });

    it('that is wrong fails at once and for good, and nobody reads the password', async () => {
      const said: string[] = [];
      const say = (message: string): void => void said.push(message);
      const url = fixture.kafka.server.saslUrl('scram-sha-512').replace(/:[^:@]*@/, ':not-the-secret@');
      const broker = await fixture.broker({ url, logger: { log: say, warn: say, error: say } });
      const failure = await broker.ping().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'BROKER.FAILED' });
      await expect(broker.publish([record('t', 'k', 1)])).rejects.toMatchObject({ code: 'BROKER.FAILED' });
      expect([...said, String((failure as Error).message)].join()).not.toMatch(/not-the-secret/);
      await broker.close();
    });
  });

  it('closes while the server gives no answers', async () => {
    const broker = await fixture.broker();
    const topic = await world.topic(broker);
    await consume(broker, { group: world.group(), topics: [topic], eachBatch: async () => undefined });
    await broker.publish(numbered(topic, 'k', 0, 1));
    const { pid = 0 } = fixture.kafka.server;
    process.kill(pid, 'SIGSTOP');
    try {
      await broker.close();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    await expect(broker.ping()).rejects.toMatchObject({ code: 'BROKER.CLOSED' });
  });

  it('starts a consumer again whose client has given up, says so, and goes on where it was', async () => {
    const { errors, logger } = listening();
    const restarted: unknown[] = [];
    const metrics = { restarted: (...told: unknown[]) => void restarted.push(told), rebalanced: () => undefined };
    const broker = await fixture.broker({ logger, metrics, outageMs: 500 });
    const topic = await world.topic(broker);
    const group = world.group();
    const reader = new WindowedReader();
    const consumer = await reader.consume(broker, group, [topic]);
    await broker.publish(numbered(topic, 'k', 0, 4));
    await world.eventually(() => expect(reader.records).toHaveLength(4));
    reader.finishUpTo(2);
    await world.eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag: 2 }]));
    await fixture.kafka.server.kill();
    await world.eventually(() => expect(errors).toHaveLength(1));
    expect(reader.opened.map(({ assigned }) => assigned.signal.aborted)).toEqual([true]);
    expect(consumer.assignment()).toEqual([]);
    expect(restarted).toEqual([]);
    await fixture.kafka.server.start();
    await world.eventually(() => expect(reader.values.slice(4)).toEqual(['2', '3']));
    expect(restarted).toEqual([[group, 'failed']]);
    expect(errors).toEqual([expect.stringMatching(/its client has failed and is started again/)]);
    expect(consumer.failure()).toBeNull();
    await broker.close();
  });

  it('loses nothing and keeps each key in order when the server is killed', async () => {
    const [publisher, reader] = await Promise.all([world.broker(), world.broker()]);
    const topic = await world.topic(publisher, 3);
    const group = world.group();
    const collector = new Collector();
    await consume(reader, { group, topics: [topic], maxBatch: 10, eachBatch: collector.eachBatch });
    const keys = range(0, 6).map((n) => `key-${n}`);
    const publishing = (async () => {
      for (const value of range(0, 100)) {
        const records = keys.map((key) => record(topic, key, value));
        await world.eventually(() => publisher.publish(records));
      }
    })();
    await world.eventually(() => expect(collector.records.length).toBeGreaterThan(30));
    await fixture.kafka.server.kill();
    await fixture.kafka.server.start();
    await publishing;
    await world.caughtUp(publisher, group, [topic]);
    for (const key of keys) expect(withoutRepeats(collector.valuesOf(key))).toEqual(texts(range(0, 100)));
  });
});
