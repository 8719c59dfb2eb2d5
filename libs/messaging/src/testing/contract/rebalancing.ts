import { describe, expect, it } from '@jest/globals';
import { pause } from '@edda/kernel';
import type { RecordBatch } from '../../broker/broker.js';
import { eventually } from '../eventually.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';

export function rebalancing(world: () => ContractWorld): void {
  describe('when members come and go', () => {
    it('the partitions are shared anew, while records keep their order and none is left out', async () => {
      const [one, two, three] = await Promise.all([world().broker(), world().broker(), world().broker()]);
      const topic = await world().topic(one, 6);
      const group = world().group();
      const keys = range(0, 12).map((n) => `key-${n}`);
      const collector = new Collector(() => pause(2));
      const options = { group, topics: [topic], maxBatch: 5, eachBatch: collector.eachBatch };

      const publishing = (async () => {
        for (const value of range(0, 60)) {
          await one.publish(keys.map((key) => record(topic, key, value)));
          await pause(10);
        }
      })();
      const first = await consume(one, options);
      await eventually(() => expect(first.assignment()).toHaveLength(6));
      const second = await consume(two, options);
      await eventually(() => expect([first.assignment().length, second.assignment().length]).toEqual([3, 3]));
      const third = await consume(three, options);
      await eventually(() =>
        expect([first, second, third].map((member) => member.assignment().length)).toEqual([2, 2, 2]),
      );
      await first.close();
      await eventually(() => expect([second, third].map((member) => member.assignment().length)).toEqual([3, 3]));
      await second.close();
      await eventually(() => expect(third.assignment()).toHaveLength(6));
      await publishing;

      await eventually(async () => {
        expect((await one.lag(group, [topic])).filter((partition) => partition.committed < partition.end)).toEqual([]);
      });
      for (const key of keys) expect(collector.valuesOf(key)).toEqual(texts(range(0, 60)));
    });

    it('a partition is handed over only after its running batch, from the offset behind it', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one, 2);
      const group = world().group();
      const running = new Map<string, RecordBatch>();
      const finish = gate();
      const first = new Collector(async (batch) => {
        running.set(String(batch.partition), batch);
        await finish.opened;
      });
      const second = new Collector();
      const keys = range(0, 20).map((n) => `key-${n}`);
      await one.publish(keys.map((key) => record(topic, key, 0)));
      await consume(one, { group, topics: [topic], eachBatch: first.eachBatch });
      await eventually(() => expect(running.size).toBe(2));

      const other = await consume(two, { group, topics: [topic], eachBatch: second.eachBatch });
      await one.publish(keys.map((key) => record(topic, key, 1)));
      await pause(300);
      expect(other.assignment()).toEqual([]);
      expect(second.records).toEqual([]);
      expect([...running.values()].map((batch) => batch.signal.aborted)).toEqual([false, false]);

      finish.open();
      await eventually(() => expect(other.assignment()).toHaveLength(1));
      await eventually(() => expect(first.records.length + second.records.length).toBe(40));
      for (const key of keys) expect([...first.valuesOf(key), ...second.valuesOf(key)]).toEqual(['0', '1']);
      expect(second.records.length).toBeGreaterThan(0);
    });

    it('a group whose members are all gone goes on where it was when one comes back', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = world().group();
      const [before, after] = [new Collector(), new Collector()];
      await broker.publish(numbered(topic, 'k', 0, 5));
      const consumer = await consume(broker, { group, topics: [topic], eachBatch: before.eachBatch });
      await eventually(() => expect(before.values).toHaveLength(5));
      await consumer.close();
      await broker.publish(numbered(topic, 'k', 5, 9));
      await consume(broker, { group, topics: [topic], eachBatch: after.eachBatch });
      await eventually(() => expect(after.values).toEqual(texts(range(5, 9))));
      expect(before.values).toEqual(texts(range(0, 5)));
    });

    it('a topic that a newer member adds is read by that member alone', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const [old, added] = [await world().topic(one, 2), await world().topic(one, 2)];
      const group = world().group();
      const collector = new Collector();
      const older = await consume(one, { group, topics: [old], eachBatch: collector.eachBatch });
      const newer = await consume(two, { group, topics: [old, added], eachBatch: collector.eachBatch });
      await eventually(() => expect(older.assignment().length + newer.assignment().length).toBe(4));
      expect(older.assignment().every(({ topic }) => topic === old)).toBe(true);
      expect(newer.assignment().filter(({ topic }) => topic === added)).toHaveLength(2);
      await one.publish([...numbered(old, 'k', 0, 3), ...numbered(added, 'k', 3, 6)]);
      await eventually(() => expect([...collector.values].sort()).toEqual(texts(range(0, 6))));
    });
  });
}
