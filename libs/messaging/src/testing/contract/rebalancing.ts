import { describe, expect, it } from '@jest/globals';
import { pause } from '@edda/kernel';
import type { Consumer } from '../../broker/broker.js';
import type { RecordBatch } from '../../broker/each-batch.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts, withoutRepeats } from './contract-world.js';

export function rebalancing(world: () => ContractWorld): void {
  describe('when members come and go', () => {
    it('the partitions are shared anew, while records keep their order and none is left out', async () => {
      const [one, two, three] = await Promise.all([world().broker(), world().broker(), world().broker()]);
      const topic = await world().topic(one, 6);
      const group = await world().groupOf(one, [topic]);
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
      await shared(world(), [first], [6]);
      const second = await consume(two, options);
      await shared(world(), [first, second], [3, 3]);
      const third = await consume(three, options);
      await shared(world(), [first, second, third], [2, 2, 2]);
      await first.close();
      await shared(world(), [second, third], [3, 3]);
      await second.close();
      await shared(world(), [third], [6]);
      await publishing;

      await world().caughtUp(one, group, [topic]);
      const repeats = world().fixture.rebalancing === 'eager';
      for (const key of keys) {
        const values = collector.valuesOf(key);
        expect(repeats ? withoutRepeats(values) : values).toEqual(texts(range(0, 60)));
      }
    });

    it('what a member is handling then stays its own as long as it holds the partition, and is never left out', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one, 2);
      const group = await world().groupOf(one, [topic]);
      const running = new Map<number, RecordBatch>();
      const finish = gate();
      const first = new Collector(async (batch) => {
        if (!running.has(batch.partition)) running.set(batch.partition, batch);
        await finish.opened;
      });
      const second = new Collector();
      const keys = range(0, 20).map((n) => `key-${n}`);
      await one.publish(keys.map((key) => record(topic, key, 0)));
      const member = await consume(one, { group, topics: [topic], eachBatch: first.eachBatch });
      await world().eventually(() => expect(running.size).toBe(2));

      const other = await consume(two, { group, topics: [topic], eachBatch: second.eachBatch });
      await one.publish(keys.map((key) => record(topic, key, 1)));
      const { rebalancing: how } = world().fixture;
      if (how === 'eager') {
        await world().eventually(() => expect(other.assignment()).toHaveLength(1));
        const moved = other.assignment()[0]?.partition ?? -1;
        expect(running.get(moved)?.signal.aborted).toBe(true);
        await world().eventually(() => expect(withoutRepeats(second.values)).toEqual(['0', '1']));
      } else {
        await pause(300);
        expect(other.assignment()).toEqual([]);
        expect(second.records).toEqual([]);
        expect([...running.values()].map((batch) => batch.signal.aborted)).toEqual([false, false]);
      }
      finish.open();
      if (how === 'cooperative') await world().eventually(() => expect(other.assignment()).toHaveLength(1));
      if (how === 'standby') await member.close();
      await world().caughtUp(one, group, [topic]);
      for (const key of keys) {
        const values = [...first.valuesOf(key), ...second.valuesOf(key)];
        expect(how === 'eager' ? withoutRepeats(values).sort() : values).toEqual(['0', '1']);
      }
      expect(second.records.length).toBeGreaterThan(0);
    });

    it('a group whose members are all gone goes on where it was when one comes back', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const [before, after] = [new Collector(), new Collector()];
      await broker.publish(numbered(topic, 'k', 0, 5));
      const consumer = await consume(broker, { group, topics: [topic], eachBatch: before.eachBatch });
      await world().eventually(() => expect(before.values).toHaveLength(5));
      await consumer.close();
      await broker.publish(numbered(topic, 'k', 5, 9));
      await consume(broker, { group, topics: [topic], eachBatch: after.eachBatch });
      await world().eventually(() => expect(after.values).toEqual(texts(range(5, 9))));
      expect(before.values).toEqual(texts(range(0, 5)));
    });

    it('a topic that a newer member adds is read by that member alone', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const [old, added] = [await world().topic(one, 2), await world().topic(one, 2)];
      const group = world().group();
      const collector = new Collector();
      const older = await consume(one, { group, topics: [old], eachBatch: collector.eachBatch });
      const newer = await consume(two, { group, topics: [old, added], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(older.assignment().length + newer.assignment().length).toBe(4));
      expect(older.assignment().every(({ topic }) => topic === old)).toBe(true);
      expect(newer.assignment().filter(({ topic }) => topic === added)).toHaveLength(2);
      await one.publish([...numbered(old, 'k', 0, 3), ...numbered(added, 'k', 3, 6)]);
      await world().eventually(() => expect([...collector.values].sort()).toEqual(texts(range(0, 6))));
    });
  });
}

/** Waits until the members hold all partitions, each the number it should where partitions move to new members. */
async function shared(world: ContractWorld, members: readonly Consumer[], counts: readonly number[]): Promise<void> {
  const all = counts.reduce((sum, count) => sum + count, 0);
  await world.eventually(() => {
    const held = members.map((member) => member.assignment().length);
    if (world.fixture.rebalancing === 'standby') expect(held.reduce((sum, count) => sum + count, 0)).toBe(all);
    else expect(held).toEqual(counts);
  });
}
