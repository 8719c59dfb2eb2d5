import { describe, expect, it } from '@jest/globals';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';
import { WindowedReader } from './windowed-reader.js';

export function redelivery(world: () => ContractWorld): void {
  describe('a batch that is rejected', () => {
    it('comes again, and what follows in its partition waits for it', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 10));
      const attempts: string[] = [];
      const collector = new Collector(({ records }) => {
        attempts.push(records[0]?.value ?? '');
        if (attempts.length <= 3) throw new Error(`attempt ${attempts.length} fails`);
      });
      await consume(broker, { group, topics: [topic], maxBatch: 4, eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.values).toEqual(texts(range(0, 10))));
      expect(attempts.slice(0, 4)).toEqual(['0', '0', '0', '0']);
    });

    it('does not hold up other partitions', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 4);
      const group = await world().groupOf(broker, [topic]);
      const keys = range(0, 40).map((n) => `key-${n}`);
      await broker.publish(keys.map((key) => record(topic, key, key)));
      let broken = true;
      let refused: number | null = null;
      const collector = new Collector(({ partition }) => {
        refused ??= partition;
        if (partition === refused && broken) throw new Error('This partition is broken.');
      });
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      const open = async () => (await broker.lag(group, [topic])).filter((one) => one.lag > 0);
      await world().eventually(async () => expect((await open()).map((one) => one.partition)).toEqual([refused]));
      broken = false;
      await world().eventually(async () => expect(await open()).toEqual([]));
      expect([...collector.values].sort()).toEqual(texts(keys).sort());
    });

    it('is not committed; a batch is when its handler resolves and not before', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 3));
      const [started, finish] = [gate(), gate()];
      let attempts = 0;
      const collector = new Collector(async () => {
        if (++attempts === 1) throw new Error('the first attempt fails');
        started.open();
        await finish.opened;
      });
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await started.opened;
      await world().eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag: 3 }]));
      finish.open();
      await world().caughtUp(broker, group, [topic]);
      expect(attempts).toBe(2);
    });

    it('comes again to the next member when its own has gone, together with what was never delivered', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one);
      const group = await world().groupOf(one, [topic]);
      await one.publish(numbered(topic, 'k', 0, 6));
      const first = new Collector(({ records }) => {
        if (records[0]?.value !== '0') throw new Error('only the first batch passes');
      });
      const consumer = await consume(one, { group, topics: [topic], maxBatch: 2, eachBatch: first.eachBatch });
      await world().eventually(async () => expect(await one.lag(group, [topic])).toMatchObject([{ lag: 4 }]));
      await consumer.close();

      const second = new Collector();
      await consume(two, { group, topics: [topic], eachBatch: second.eachBatch });
      await world().eventually(() => expect(second.values).toEqual(texts(range(2, 6))));
      expect(first.values).toEqual(texts([0, 1]));
    });

    it('comes again from the first record that is not finished, also of what was taken over before', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const taken: string[][] = [];
      let refused = 0;
      const reader: WindowedReader = new WindowedReader((records) => {
        taken.push(records.map(({ value }) => value));
        if (records.some(({ value }) => value === '12') && ++refused === 1) {
          reader.finishUpTo(3);
          throw new Error('This take is refused.');
        }
      });
      await broker.publish(numbered(topic, 'k', 0, 20));
      await reader.consume(broker, group, [topic], 5);
      await world().eventually(() => expect(taken.flat().filter((value) => value === '19')).toHaveLength(1));
      const until = taken.findIndex((values) => values.includes('12')) + 1;
      expect(taken.slice(until).flat()).toEqual(texts(range(3, 20)));
    });
  });
}
