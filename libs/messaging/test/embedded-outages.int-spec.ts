import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pause } from '@edda/kernel';
import { EmbeddedBroker } from '../src/embedded/embedded-broker.js';
import { eventually } from '../src/testing/index.js';
import { Collector } from '../src/testing/contract/collector.js';
import {
  consume,
  ContractWorld,
  gate,
  numbered,
  range,
  record,
  texts,
} from '../src/testing/contract/contract-world.js';
import { openEmbeddedBroker, QUIET, type EmbeddedFixture } from './embedded-fixture.js';
import { TcpProxy } from './tcp-proxy.js';

/** How long a broker waits for an answer: what is answered has as long, on a busy machine too. */
const PATIENCE_MS = 3_000;

describe('When the database is not there, the embedded broker', () => {
  let fixture: EmbeddedFixture;
  let world: ContractWorld;
  let proxy: TcpProxy;
  beforeAll(async () => {
    fixture = await openEmbeddedBroker();
  }, 120_000);
  afterAll(() => fixture.close());
  beforeEach(async () => {
    world = new ContractWorld(fixture);
    proxy = await TcpProxy.to(fixture.url);
  });
  afterEach(async () => {
    proxy.mend();
    await world.close();
    await proxy.down();
  });

  const behindProxy = (options = {}): Promise<EmbeddedBroker> =>
    fixture.broker({
      url: proxy.through(fixture.url),
      connectTimeoutMs: PATIENCE_MS,
      statementTimeoutMs: PATIENCE_MS,
      ...options,
    });

  it('says so to who publishes, consumes or asks', async () => {
    const broker = new EmbeddedBroker({ url: 'postgres://edda:secret@127.0.0.1:1/broker', logger: QUIET });
    const unavailable = {
      code: 'BROKER.UNAVAILABLE',
      retryable: true,
      message: expect.stringMatching(/127\.0\.0\.1:1\/broker.*ECONNREFUSED/),
    };
    await expect(broker.publish([record('topic', 'k', 1)])).rejects.toMatchObject(unavailable);
    await expect(broker.ping()).rejects.toMatchObject(unavailable);
    const options = { group: 'group', topics: ['topic'] };
    await expect(consume(broker, { ...options, eachBatch: async () => undefined })).rejects.toMatchObject(unavailable);
    const error = await broker.ping().catch((thrown: unknown) => thrown);
    expect(String(error)).not.toContain('secret');
    await broker.close();
  });

  it('gives up a publish that gets no answer instead of waiting for ever, and works again when it does', async () => {
    const topic = await world.topic(await world.broker());
    const broker = await behindProxy();
    await broker.publish([record(topic, 'k', 1)]);
    proxy.cut();
    await expect(broker.publish([record(topic, 'k', 2)])).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE' });
    await expect(broker.ping()).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE' });
    proxy.mend();
    await eventually(() => broker.publish([record(topic, 'k', 2)]));
    await broker.close();
  });

  it('tells whoever consumes meanwhile, and takes him in when he tries again later', async () => {
    const topic = await world.topic(await world.broker());
    const broker = await behindProxy();
    const collector = new Collector();
    const options = { group: world.group(), topics: [topic], eachBatch: collector.eachBatch };
    await broker.publish([record(topic, 'k', 1)]);
    await proxy.down();
    await expect(consume(broker, options)).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE' });
    await proxy.up();
    await eventually(() => consume(broker, options));
    await eventually(() => expect(collector.values).toEqual(['1']));
    await broker.close();
  });

  it('gives up a publish whose partition somebody keeps locked', async () => {
    const broker = await fixture.broker({ statementTimeoutMs: PATIENCE_MS });
    const topic = await world.topic(broker);
    await fixture.sql('begin');
    await fixture.sql(
      `select from broker.partitions p join broker.topics t using (topic_id) where t.name = $1 for update of p`,
      [topic],
    );
    await expect(broker.publish([record(topic, 'k', 1)])).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE' });
    await fixture.sql('rollback');
    await broker.publish([record(topic, 'k', 1)]);
    expect(await broker.lag('group', [topic])).toMatchObject([{ end: 1 }]);
    await broker.close();
  });

  it('goes on after broken connections, again and again, without skipping or reordering', async () => {
    const [publisher, one, two] = await Promise.all([world.broker(), world.broker(), world.broker()]);
    const topic = await world.topic(publisher, 4);
    const group = world.group();
    const collector = new Collector();
    for (const broker of [one, two])
      await consume(broker, { group, topics: [topic], maxBatch: 10, eachBatch: collector.eachBatch });
    const keys = range(0, 8).map((n) => `key-${n}`);
    let published = false;
    const publishing = (async () => {
      for (const value of range(0, 150)) {
        await eventually(() => publisher.publish(keys.map((key) => record(topic, key, value))));
      }
      published = true;
    })();
    while (!published) {
      await fixture.terminateConnections();
      await pause(100);
    }
    await publishing;
    await eventually(async () => {
      expect((await publisher.lag(group, [topic])).filter((partition) => partition.lag > 0)).toEqual([]);
    });
    for (const key of keys) expect([...new Set(collector.valuesOf(key))]).toEqual(texts(range(0, 150)));
  });

  it('gives up the partitions of a member that was cut off; another goes on behind what was committed', async () => {
    const near = await world.broker();
    const topic = await world.topic(near, 1);
    const group = world.group();
    const far = await behindProxy();
    const [started, finish] = [gate(), gate()];
    const cutOff = new Collector(async ({ records, signal }) => {
      if (records[0]?.offset === 0) return;
      started.open();
      await Promise.race([finish.opened, new Promise((_, reject) => signal.addEventListener('abort', reject))]);
    });
    const other = new Collector();
    const consumer = await consume(far, { group, topics: [topic], maxBatch: 2, eachBatch: cutOff.eachBatch });
    await near.publish(numbered(topic, 'k', 0, 6));
    await started.opened;
    await consume(near, { group, topics: [topic], eachBatch: other.eachBatch });

    proxy.cut();
    await eventually(() => expect(other.values).toEqual(texts(range(2, 6))));
    await eventually(() => expect(consumer.assignment()).toEqual([]));
    expect(cutOff.values).toEqual(texts(range(0, 2)));

    proxy.mend();
    finish.open();
    await eventually(async () => {
      expect(await fixture.sql(`select from broker.group_members where group_name = $1`, [group])).toHaveLength(2);
    });
    await near.publish(numbered(topic, 'k', 6, 8));
    await eventually(() => expect([...cutOff.values, ...other.values]).toEqual(texts(range(0, 8))));
    await far.close();
  });

  it('does not run two batches of a partition side by side, when a handler outlives the loss of its partition', async () => {
    const near = await world.broker();
    const topic = await world.topic(near, 1);
    const far = await behindProxy();
    const finish = gate();
    let [running, most] = [0, 0];
    let aborted = false;
    const collector = new Collector(async ({ signal }) => {
      most = Math.max(most, ++running);
      signal.addEventListener('abort', () => (aborted = true));
      await finish.opened;
      running--;
    });
    await near.publish(numbered(topic, 'k', 0, 3));
    const consumer = await consume(far, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(running).toBe(1));
    proxy.cut();
    await eventually(() => expect(aborted).toBe(true));
    expect(consumer.assignment()).toEqual([]);
    proxy.mend();
    await eventually(() => expect(consumer.assignment()).toHaveLength(1));
    await pause(300);
    expect(running).toBe(1);
    finish.open();
    await eventually(() => expect(collector.values).toEqual(texts([0, 1, 2, 0, 1, 2])));
    expect(most).toBe(1);
    await far.close();
  });

  it('lets a process that crashed and came back take its old place at once', async () => {
    const patient = { heartbeatMs: 200, sessionTimeoutMs: 3_600_000 };
    const crashed = await behindProxy({ ...patient, instance: 'only' });
    const successor = await fixture.broker({ ...patient, instance: 'only' });
    const topic = await world.topic(successor, 2);
    const group = world.group();
    const [before, after] = [new Collector(), new Collector()];
    await consume(crashed, { group, topics: [topic], eachBatch: before.eachBatch });
    await successor.publish(numbered(topic, 'k', 0, 3));
    await eventually(async () => {
      expect((await successor.lag(group, [topic])).filter((one) => one.lag > 0)).toEqual([]);
    });
    proxy.cut();
    const consumer = await consume(successor, { group, topics: [topic], eachBatch: after.eachBatch });
    await eventually(() => expect(consumer.assignment()).toHaveLength(2));
    await successor.publish(numbered(topic, 'k', 3, 6));
    await eventually(() => expect(after.values).toEqual(texts(range(3, 6))));
    expect(before.values).toEqual(texts(range(0, 3)));
    await successor.close();
    await crashed.close();
  });
});
