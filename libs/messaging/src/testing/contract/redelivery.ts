import { describe, expect, it } from '@jest/globals';
import { eventually } from '../eventually.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';

export function redelivery(world: () => ContractWorld): void {
  describe('a batch that is rejected', () => {
    it('comes again, and what follows in its partition waits for it', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      await broker.publish(numbered(topic, 'k', 0, 10));
      const attempts: number[] = [];
      const collector = new Collector(({ records }) => {
        attempts.push(records[0]?.offset ?? -1);
        if (attempts.length <= 3) throw new Error(`attempt ${attempts.length} fails`);
      });
      await consume(broker, { group: world().group(), topics: [topic], maxBatch: 4, eachBatch: collector.eachBatch });
      await eventually(() => expect(collector.values).toEqual(texts(range(0, 10))));
      expect(attempts.slice(0, 4)).toEqual([0, 0, 0, 0]);
    });

    it('does not hold up other partitions', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 4);
      const keys = range(0, 40).map((n) => `key-${n}`);
      await broker.publish(keys.map((key) => record(topic, key, key)));
      const group = world().group();
      let broken = true;
      const collector = new Collector(({ partition }) => {
        if (partition === 0 && broken) throw new Error('partition 0 is broken');
      });
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      const open = async () => (await broker.lag(group, [topic])).filter((one) => one.committed < one.end);
      await eventually(async () => expect((await open()).map((one) => one.partition)).toEqual([0]));
      broken = false;
      await eventually(async () => expect(await open()).toEqual([]));
      expect([...collector.values].sort()).toEqual(texts(keys).sort());
    });

    it('is not committed; a batch is when its handler resolves and not before', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = world().group();
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
      expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 0, end: 3 }]);
      finish.open();
      await eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 3 }]));
      expect(attempts).toBe(2);
    });

    it('comes again to the next member when its own has gone, together with what was never delivered', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one);
      const group = world().group();
      await one.publish(numbered(topic, 'k', 0, 6));
      const first = new Collector(({ records }) => {
        if (records[0]?.offset !== 0) throw new Error('only the first batch passes');
      });
      const consumer = await consume(one, { group, topics: [topic], maxBatch: 2, eachBatch: first.eachBatch });
      await eventually(async () => expect(await one.lag(group, [topic])).toMatchObject([{ committed: 2 }]));
      await consumer.close();

      const second = new Collector();
      await consume(two, { group, topics: [topic], eachBatch: second.eachBatch });
      await eventually(() => expect(second.values).toEqual(texts(range(2, 6))));
      expect(first.values).toEqual(texts([0, 1]));
    });
  });
}
