import { describe, expect, it } from '@jest/globals';
import type { Consumer } from '../../broker/broker.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';

export function groups(world: () => ContractWorld): void {
  describe('groups', () => {
    it('each see every record', async () => {
      const [publisher, reader] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(publisher, 3);
      const collectors = [new Collector(), new Collector()];
      for (const { eachBatch } of collectors)
        await consume(reader, { group: world().group(), topics: [topic], eachBatch });
      await publisher.publish(range(0, 30).map((n) => record(topic, `key-${n % 7}`, n)));
      for (const collector of collectors) {
        await world().eventually(() => expect(new Set(collector.values)).toEqual(new Set(texts(range(0, 30)))));
        expect(collector.values).toHaveLength(30);
      }
    });

    it('share the partitions among their members, each record going to one of them', async () => {
      const brokers = await Promise.all(range(0, 3).map(() => world().broker()));
      const [publisher] = brokers;
      if (!publisher) throw new Error('no broker');
      const topic = await world().topic(publisher, 6);
      const group = world().group();
      const collector = new Collector();
      const consumers = await Promise.all(
        brokers.map((broker) => consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch })),
      );
      await world().eventually(() => {
        const held = consumers.map((one) => one.assignment().map(({ partition }) => partition));
        expect(held.flat().sort()).toEqual(range(0, 6));
        if (world().fixture.rebalancing !== 'standby') expect(held.map((one) => one.length)).toEqual([2, 2, 2]);
      });

      await publisher.publish(range(0, 60).map((n) => record(topic, `key-${n % 20}`, n)));
      await world().eventually(() => expect(collector.values).toHaveLength(60));
      expect(new Set(collector.values).size).toBe(60);
    });

    it('leave members without a partition idle when there are more members than partitions', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 1);
      const group = world().group();
      const collector = new Collector();
      const members: Consumer[] = [];
      for (let n = 0; n < 2; n++)
        members.push(await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch }));
      await world().eventually(() => expect(members.map((one) => one.assignment().length).sort()).toEqual([0, 1]));
      await broker.publish(numbered(topic, 'k', 0, 5));
      await world().eventually(() => expect(collector.values).toEqual(texts(range(0, 5))));
    });

    it('can read several topics', async () => {
      const broker = await world().broker();
      const [one, other] = [await world().topic(broker, 2), await world().topic(broker, 3)];
      const collector = new Collector();
      const consumer = await consume(broker, {
        group: world().group(),
        topics: [one, other],
        eachBatch: collector.eachBatch,
      });
      await world().eventually(() => expect(consumer.assignment()).toHaveLength(5));
      await broker.publish([...numbered(one, 'k', 0, 5), ...numbered(other, 'k', 5, 10)]);
      await world().eventually(() => expect([...collector.values].sort()).toEqual(texts(range(0, 10))));
      expect(new Set(collector.records.map((found) => found.topic))).toEqual(new Set([one, other]));
    });

    it('start at the first record kept or behind the last one, as they ask', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 2);
      const early = await world().groupOf(broker, [topic]);
      await broker.publish([...numbered(topic, 'a', 0, 3), ...numbered(topic, 'b', 0, 3)]);
      const [earliest, latest] = [new Collector(), new Collector()];
      const topics = [topic];
      await consume(broker, { group: early, topics, from: 'earliest', eachBatch: earliest.eachBatch });
      await consume(broker, { group: world().group(), topics, from: 'latest', eachBatch: latest.eachBatch });
      await broker.publish([...numbered(topic, 'a', 3, 5), ...numbered(topic, 'b', 3, 5)]);
      await world().eventually(() => expect(earliest.records).toHaveLength(10));
      await world().eventually(() => expect(latest.records).toHaveLength(4));
      expect(earliest.valuesOf('a')).toEqual(texts(range(0, 5)));
      expect(latest.valuesOf('a')).toEqual(['3', '4']);
      expect(latest.valuesOf('b')).toEqual(['3', '4']);
    });

    it('that asked for the latest go on from where they were when they come back', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = world().group();
      const collector = new Collector();
      const options = { group, topics: [topic], from: 'latest', eachBatch: collector.eachBatch } as const;
      const first = await consume(broker, options);
      await first.close();
      await broker.publish(numbered(topic, 'k', 0, 3));
      await consume(broker, options);
      await world().eventually(() => expect(collector.values).toEqual(['0', '1', '2']));
    });

    it('get batches no larger than they ask for', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 20));
      const collector = new Collector();
      await consume(broker, { group, topics: [topic], maxBatch: 7, eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.values).toEqual(texts(range(0, 20))));
      expect(Math.max(...collector.batches.map((batch) => batch.records.length))).toBeLessThanOrEqual(7);
    });

    it('handle the batches of a partition one by one, and different partitions side by side', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 2);
      const group = await world().groupOf(broker, [topic]);
      const keys = range(0, 20).map((n) => `key-${n}`);
      await broker.publish(keys.flatMap((key) => numbered(topic, key, 0, 2)));
      const running = new Set<number>();
      const both = gate();
      let overlaps = 0;
      const collector = new Collector(async ({ partition }) => {
        if (running.has(partition)) overlaps++;
        running.add(partition);
        if (running.size === 2) both.open();
        await both.opened;
        running.delete(partition);
      });
      await consume(broker, { group, topics: [topic], maxBatch: 3, eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(40));
      expect(overlaps).toBe(0);
    });

    it('know how far they are behind', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const [first, rest] = [gate(), gate()];
      const collector = new Collector((batch) => (batch.records[0]?.value === '0' ? first : rest).opened);
      await broker.publish(numbered(topic, 'k', 0, 5));
      await world().eventually(async () =>
        expect(await broker.lag(group, [topic])).toMatchObject([{ topic, partition: 0, lag: 5 }]),
      );

      await consume(broker, { group, topics: [topic], maxBatch: 2, eachBatch: collector.eachBatch });
      first.open();
      await world().eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag: 3 }]));
      rest.open();
      await world().caughtUp(broker, group, [topic]);
      if (broker.capabilities.replay) {
        expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 5, end: 5 }]);
      }
    });

    it('tell when they last looked for records, also while there are none', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const consumer = await consume(broker, {
        group: world().group(),
        topics: [topic],
        eachBatch: async () => undefined,
      });
      const before = await world().eventually(() => {
        const at = consumer.lastFetchAt();
        if (!at) throw new Error('it has not looked yet');
        return at;
      });
      await world().eventually(() => expect(consumer.lastFetchAt()?.getTime()).toBeGreaterThan(before.getTime()));
      expect(consumer.failure()).toBeNull();
    });
  });
}
