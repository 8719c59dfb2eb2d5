import { newId, pause } from '@edda/kernel';
import { rabbitMQForTests } from '@edda/test-rabbitmq';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { connect } from 'amqplib';
import { RabbitMQBroker } from '../src/rabbitmq/rabbitmq-broker.js';
import { Collector } from '../src/testing/contract/collector.js';
import { ContractWorld, consume, numbered, range, record, texts } from '../src/testing/contract/contract-world.js';
import { eventually } from '../src/testing/index.js';
import { openRabbitMQ, QUIET, type RabbitMQFixture } from './rabbitmq-fixture.js';

const installation = await rabbitMQForTests();

(installation ? describe : describe.skip)('The RabbitMQ broker', () => {
  let fixture: RabbitMQFixture;
  let world: ContractWorld;
  beforeAll(async () => {
    fixture = await openRabbitMQ(installation);
  });
  afterAll(() => fixture.close());
  beforeEach(() => {
    world = new ContractWorld(fixture);
  });
  afterEach(() => world.close());

  const KEYS = range(0, 6).map((n) => `key-${n}`);

  /** Publishes rounds of one record per key, each until it is stored, while something happens to the server. */
  async function publishThrough(broker: RabbitMQBroker, topic: string, rounds: number): Promise<void> {
    for (const value of range(0, rounds)) {
      const records = KEYS.map((key) => record(topic, key, value));
      await eventually(() => broker.publish(records));
    }
  }

  /** That every value came, and none before one that was published earlier. */
  function expectOrder(collector: Collector, rounds: number): void {
    for (const key of KEYS) expect([...new Set(collector.valuesOf(key))]).toEqual(texts(range(0, rounds)));
  }

  it('loses no record and no order when the server is killed with messages in flight', async () => {
    const [publisher, reader] = await Promise.all([fixture.broker(), fixture.broker()]);
    const topic = await world.topic(publisher, 3);
    const group = world.group();
    const collector = new Collector(() => pause(1));
    await consume(reader, { group, topics: [topic], maxBatch: 5, eachBatch: collector.eachBatch });
    // RabbitMQ 3.10 never finds the leader of a quorum queue again that was killed in the second it was created in.
    await pause(3_000);
    const publishing = publishThrough(publisher, topic, 300);
    await eventually(() => expect(collector.records.length).toBeGreaterThan(100));
    await fixture.server.kill();
    await fixture.server.start();
    await publishing;
    await eventually(async () => expect((await reader.lag(group, [topic])).every(({ lag }) => lag === 0)).toBe(true));
    expectOrder(collector, 300);
    await Promise.all([publisher.close(), reader.close()]);
  });

  it('loses no record and no order when connections are dropped in the midst of publishing', async () => {
    const [publisher, reader] = await Promise.all([fixture.broker(), fixture.broker()]);
    const topic = await world.topic(publisher, 3);
    const group = world.group();
    const collector = new Collector();
    await consume(reader, { group, topics: [topic], eachBatch: collector.eachBatch });
    const publishing = publishThrough(publisher, topic, 400);
    for (const _ of range(0, 4)) {
      const before = collector.records.length;
      await eventually(() => expect(collector.records.length).toBeGreaterThan(before + 60));
      await fixture.proxy.down();
      await fixture.proxy.up();
    }
    await publishing;
    await eventually(async () => expect((await reader.lag(group, [topic])).every(({ lag }) => lag === 0)).toBe(true));
    expectOrder(collector, 400);
    await Promise.all([publisher.close(), reader.close()]);
  });

  it('says that the broker is unavailable when the connection breaks under a large publish, and stores no later part', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    const collector = new Collector();
    const direct = new RabbitMQBroker({ url: fixture.directUrl, logger: QUIET });
    await consume(direct, { group, topics: [topic], eachBatch: collector.eachBatch });
    const call = broker.publish(numbered(topic, 'k', 0, 30_000));
    const failed = expect(call).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE', retryable: true });
    await eventually(() => expect(collector.records.length).toBeGreaterThan(0));
    await fixture.proxy.down();
    await failed;
    await fixture.proxy.up();
    await eventually(async () => expect((await direct.lag(group, [topic]))[0]?.lag).toBe(0));
    expect(collector.values).toEqual(texts(range(0, collector.values.length)));
    await direct.close();
  });

  it('refuses a record of a queue that nobody reads, and everything behind it, until somebody does', async () => {
    const [publisher, reader] = await Promise.all([world.broker(), world.broker()]);
    const name = `queue-${newId()}`;
    await publisher.ensureTopics([{ name, kind: 'queue', partitions: 2, retentionMs: 86_400_000 }]);
    const unroutable = { code: 'BROKER.UNROUTABLE', retryable: true, message: expect.stringContaining(`"${name}"`) };
    await expect(publisher.publish(numbered(name, 'k', 0, 5))).rejects.toMatchObject(unroutable);
    const collector = new Collector();
    await consume(reader, { group: world.group(), topics: [name], eachBatch: collector.eachBatch });
    await publisher.publish(numbered(name, 'k', 0, 5));
    await eventually(() => expect(collector.values).toEqual(texts(range(0, 5))));
  });

  it('drops no record however often it is delivered, and keeps the order of those that come again', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    await (await consume(broker, { group, topics: [topic], eachBatch: async () => undefined })).close();
    await broker.publish(numbered(topic, 'k', 0, 600));
    for (const _ of range(0, 25)) {
      let seen: () => void = () => undefined;
      const delivered = new Promise<void>((resolve) => (seen = resolve));
      const stuck = await consume(broker, {
        group,
        topics: [topic],
        eachBatch: async () => (seen(), new Promise(() => undefined)),
      });
      await delivered;
      await stuck.close(1);
    }
    const collector = new Collector();
    await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(collector.values).toEqual(texts(range(0, 600))));
  });

  it('moves the partitions of a member whose network is silent to the others', async () => {
    const silent = await fixture.broker();
    const direct = new RabbitMQBroker({
      url: fixture.directUrl,
      logger: QUIET,
      heartbeatMs: 200,
      sessionTimeoutMs: 2_000,
    });
    const topic = await world.topic(direct, 4);
    const group = world.group();
    const [before, after] = [new Collector(), new Collector()];
    const first = await consume(silent, { group, topics: [topic], eachBatch: before.eachBatch });
    const second = await consume(direct, { group, topics: [topic], eachBatch: after.eachBatch });
    await eventually(() => expect([first.assignment().length, second.assignment().length]).toEqual([2, 2]));
    fixture.proxy.cut();
    await eventually(() => expect(second.assignment()).toHaveLength(4));
    const keys = range(0, 20).map((n) => `key-${n}`);
    await direct.publish(keys.map((key) => record(topic, key, key)));
    await eventually(() => expect([...new Set(after.values)].sort()).toEqual(texts(keys).sort()));
    fixture.proxy.mend();
    await eventually(() => expect([first.assignment().length, second.assignment().length]).toEqual([2, 2]));
    await Promise.all([silent.close(), direct.close()]);
  });

  it('comes back to a queue that was deleted under it', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    const collector = new Collector();
    await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
    await broker.publish(numbered(topic, 'k', 0, 3));
    await eventually(() => expect(collector.values).toHaveLength(3));
    const admin = await connect(fixture.directUrl);
    const channel = await admin.createChannel();
    await channel.deleteQueue(`${group}:${topic}:0`);
    await admin.close();
    await eventually(async () => {
      await broker.publish(numbered(topic, 'k', 3, 4));
      expect(collector.values).toContain('3');
    });
  });

  it('leaves nothing of an ephemeral group when it closes', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker, 2);
    const group = world.group();
    const { eachBatch } = new Collector();
    const consumer = await consume(broker, { group, topics: [topic], ephemeral: true, eachBatch });
    expect(await broker.groupTopics(group, [topic])).toEqual([topic]);
    await consumer.close();
    expect(await broker.groupTopics(group, [topic])).toEqual([]);
  });
});
