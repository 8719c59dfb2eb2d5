import { describe, expect, it } from '@jest/globals';
import type { RecordBatch } from '../../broker/each-batch.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, gate, numbered, range, record, texts } from './contract-world.js';

export function closing(world: () => ContractWorld): void {
  describe('closing', () => {
    it('waits for the running batch, commits it and starts no other', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 5));
      const [started, finish] = [gate(), gate()];
      const collector = new Collector(async () => {
        started.open();
        await finish.opened;
      });
      const consumer = await consume(broker, { group, topics: [topic], maxBatch: 2, eachBatch: collector.eachBatch });
      await started.opened;
      let closed = false;
      const close = consumer.close(30_000).then(() => (closed = true));
      await broker.ping();
      expect(closed).toBe(false);
      finish.open();
      await close;
      // A batch holds what had arrived when it was begun: up to two of the five.
      const handled = collector.values.length;
      expect([texts(range(0, 1)), texts(range(0, 2))]).toContainEqual(collector.values);
      // What was fetched and not begun may take a moment to be back.
      const lag = 5 - handled;
      await world().eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ lag }]));
      expect(consumer.assignment()).toEqual([]);
    });

    it('gives a batch up at the deadline: its signal aborts, nothing of it is committed, it comes again elsewhere', async () => {
      const [one, two] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(one);
      const group = await world().groupOf(one, [topic]);
      await one.publish(numbered(topic, 'k', 0, 3));
      const finish = gate();
      const batches: RecordBatch[] = [];
      const stuck = new Collector(async (batch) => {
        batches.push(batch);
        await finish.opened;
      });
      const consumer = await consume(one, { group, topics: [topic], eachBatch: stuck.eachBatch });
      await world().eventually(() => expect(batches).toHaveLength(1));
      await consumer.close(50);
      expect(batches[0]?.signal.aborted).toBe(true);
      finish.open();
      await world().eventually(() => expect(stuck.batches).toHaveLength(1));
      await world().eventually(async () => expect(await one.lag(group, [topic])).toMatchObject([{ lag: 3 }]));

      const next = new Collector();
      await consume(two, { group, topics: [topic], eachBatch: next.eachBatch });
      await world().eventually(() => expect(next.values).toEqual(texts(range(0, 3))));
    });

    it('a broker closes its consumers first, and then refuses everything', async () => {
      const [broker, other] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 3));
      const [started, finish] = [gate(), gate()];
      const collector = new Collector(async () => {
        started.open();
        await finish.opened;
      });
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await started.opened;
      const closed = broker.close();
      finish.open();
      await closed;
      await broker.close();
      // The batch under way, whatever had arrived for it, is committed; no other is begun.
      const lag = 3 - collector.values.length;
      expect(lag).toBeLessThan(3);
      await world().eventually(async () => expect(await other.lag(group, [topic])).toMatchObject([{ lag }]));
      await expect(broker.publish([record(topic, 'k', 1)])).rejects.toMatchObject({ code: 'BROKER.CLOSED' });
      await expect(broker.ping()).rejects.toMatchObject({ code: 'BROKER.CLOSED' });
    });
  });
}
