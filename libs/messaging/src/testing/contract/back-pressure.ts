import { describe, expect, it } from '@jest/globals';
import { pause } from '@edda/kernel';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';
import { WindowedReader } from './windowed-reader.js';

export function backPressure(world: () => ContractWorld): void {
  describe('a handler that takes nothing more over', () => {
    it('is given nothing more, keeps its partition for longer than a session, and goes on where it was', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const full = gate();
      const reader = new WindowedReader(() => full.opened);
      await broker.publish(numbered(topic, 'k', 0, 30));
      const consumer = await reader.consume(broker, group, [topic], 5);
      await world().eventually(() => expect(reader.records.length).toBeGreaterThan(0));
      const taken = reader.records.length;
      await pause(1.5 * world().fixture.sessionTimeoutMs);
      expect(reader.records).toHaveLength(taken);
      expect(reader.opened).toHaveLength(1);
      expect(reader.opened[0]?.assigned.signal.aborted).toBe(false);
      expect(consumer.assignment()).toHaveLength(1);
      full.open();
      await world().eventually(() => expect(reader.values).toEqual(texts(range(0, 30))));
    });

    it('does not hold up other partitions', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 3);
      const group = await world().groupOf(broker, [topic]);
      const keys = range(0, 30).map((n) => `key-${n}`);
      const full = gate();
      let stuck: number | null = null;
      const collector = new Collector(({ partition }) => {
        stuck ??= partition;
        return partition === stuck ? full.opened : undefined;
      });
      await consume(broker, { group, topics: [topic], maxBatch: 3, eachBatch: collector.eachBatch });
      for (const value of range(0, 5)) await broker.publish(keys.map((key) => record(topic, key, value)));
      await world().eventually(async () => {
        const open = (await broker.lag(group, [topic])).filter(({ lag }) => lag > 0);
        expect(open.map(({ partition }) => partition)).toEqual([stuck]);
      });
      full.open();
      await world().caughtUp(broker, group, [topic]);
      for (const key of keys) expect(collector.valuesOf(key)).toEqual(texts(range(0, 5)));
    });

    it('does not hold up the change when another member comes in its place', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one, 2);
      const group = await world().groupOf(one, [topic]);
      const keys = range(0, 20).map((n) => `key-${n}`);
      const reader = new WindowedReader(() => new Promise(() => undefined));
      await one.publish(keys.map((key) => record(topic, key, key)));
      const first = await reader.consume(one, group, [topic]);
      await world().eventually(() => expect(reader.records.length).toBeGreaterThan(0));
      const collector = new Collector();
      const second = await consume(two, { group, topics: [topic], eachBatch: collector.eachBatch });
      if (world().fixture.rebalancing !== 'standby') {
        await world().eventually(() => expect(second.assignment()).toHaveLength(1));
      }
      await first.close(5_000);
      await world().eventually(() => expect([...new Set(collector.values)].sort()).toEqual(texts(keys).sort()));
    });
  });
}
