import { describe, expect, it } from '@jest/globals';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, numbered, range, record, texts } from './contract-world.js';
import { WindowedReader } from './windowed-reader.js';

export function finishing(world: () => ContractWorld): void {
  describe('what was taken over', () => {
    it('need not be finished for more to come', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const reader = new WindowedReader();
      await broker.publish(numbered(topic, 'k', 0, 50));
      await reader.consume(broker, group, [topic]);
      await world().eventually(() => expect(reader.values).toEqual(texts(range(0, 50))));
      await world().eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag: 50 }]));
      reader.finishAll();
      await world().caughtUp(broker, group, [topic]);
      expect(reader.values).toEqual(texts(range(0, 50)));
    });

    it('is committed soon after it is finished, also when nothing more comes', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const reader = new WindowedReader();
      await broker.publish(numbered(topic, 'k', 0, 10));
      await reader.consume(broker, group, [topic]);
      await world().eventually(() => expect(reader.records).toHaveLength(10));
      const lagIs = (lag: number) =>
        world().eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag }]));
      reader.finishUpTo(4);
      await lagIs(6);
      reader.finishUpTo(7);
      reader.finishUpTo(2);
      await lagIs(3);
      reader.finishAll();
      await lagIs(0);
    });

    it('and not finished comes again to the next member, from the first one on that is not', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one);
      const group = await world().groupOf(one, [topic]);
      const [first, second] = [new WindowedReader(), new Collector()];
      await one.publish(numbered(topic, 'k', 0, 20));
      const consumer = await first.consume(one, group, [topic]);
      await world().eventually(() => expect(first.records).toHaveLength(20));
      first.finishUpTo(13);
      await consumer.close();
      await consume(two, { group, topics: [topic], eachBatch: second.eachBatch });
      await world().eventually(() => expect(second.values).toEqual(texts(range(13, 20))));
    });

    it('and finished when its partition is gone does not count', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const [reader, next] = [new WindowedReader(), new Collector()];
      await broker.publish(numbered(topic, 'k', 0, 5));
      const consumer = await reader.consume(broker, group, [topic]);
      await world().eventually(() => expect(reader.records).toHaveLength(5));
      await consumer.close();
      expect(reader.opened.map(({ assigned }) => assigned.signal.aborted)).not.toContain(false);
      reader.finishAll();
      await consume(broker, { group, topics: [topic], eachBatch: next.eachBatch });
      await world().eventually(() => expect(next.values).toEqual(texts(range(0, 5))));
    });

    it('is told apart by partition', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 4);
      const group = await world().groupOf(broker, [topic]);
      const reader = new WindowedReader();
      const keys = range(0, 40).map((n) => `key-${n}`);
      await reader.consume(broker, group, [topic]);
      await broker.publish(keys.map((key) => record(topic, key, key)));
      await world().eventually(() => expect([...reader.values].sort()).toEqual(texts(keys).sort()));
      const [finished] = reader.opened.filter(({ records }) => records.length > 0);
      finished?.assigned.finish((finished.records.at(-1)?.offset ?? 0) + 1);
      await world().eventually(async () => {
        const open = (await broker.lag(group, [topic])).filter(({ lag }) => lag > 0);
        const expected = reader.opened.filter((one) => one !== finished && one.records.length > 0);
        expect(open.map(({ partition }) => partition)).toEqual(
          expected.map(({ assigned }) => assigned.partition).sort((a, b) => a - b),
        );
      });
    });
  });
}
