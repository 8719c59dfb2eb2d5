import { describe, expect, it } from '@jest/globals';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, numbered, range, record, texts } from './contract-world.js';

export function queues(world: () => ContractWorld): void {
  describe('a queue', () => {
    it('gives each record to one of those who compete for it, and each key in order', async () => {
      const brokers = await Promise.all(range(0, 3).map(() => world().broker()));
      const [publisher] = brokers;
      if (!publisher) throw new Error('There is no broker.');
      const queue = await world().topic(publisher, 6, 'queue');
      const group = world().group();
      const keys = range(0, 12).map((n) => `key-${n}`);
      const collectors = brokers.map(() => new Collector());
      const members = await Promise.all(
        brokers.map((broker, n) =>
          consume(broker, { group, topics: [queue], eachBatch: collectors[n]?.eachBatch ?? (async () => undefined) }),
        ),
      );
      await world().eventually(() => {
        expect(members.reduce((sum, member) => sum + member.assignment().length, 0)).toBe(6);
      });
      for (const value of range(0, 10)) await publisher.publish(keys.map((key) => record(queue, key, value)));
      await world().caughtUp(publisher, group, [queue]);
      expect(collectors.flatMap((one) => one.values)).toHaveLength(120);
      for (const key of keys) {
        const receivers = collectors.filter((one) => one.valuesOf(key).length > 0);
        expect(receivers.map((one) => one.valuesOf(key))).toEqual([texts(range(0, 10))]);
      }
    });

    it('keeps a record for a receiver that is away, and one that nobody could ever take is not lost', async () => {
      const broker = await world().broker();
      const queue = await world().topic(broker, 2, 'queue');
      const group = world().group();
      const [before, after] = [new Collector(), new Collector()];
      if (!broker.capabilities.replay) {
        const unroutable = { code: 'BROKER.UNROUTABLE', retryable: true };
        await expect(broker.publish([record(queue, 'k', 'nobody')])).rejects.toMatchObject(unroutable);
      }
      const receiver = await consume(broker, { group, topics: [queue], eachBatch: before.eachBatch });
      await broker.publish(numbered(queue, 'k', 0, 3));
      await world().eventually(() => expect(before.values).toEqual(['0', '1', '2']));
      await receiver.close();
      await broker.publish(numbered(queue, 'k', 3, 6));
      await world().eventually(async () => {
        expect((await broker.lag(group, [queue])).reduce((sum, { lag }) => sum + lag, 0)).toBe(3);
      });
      await consume(broker, { group, topics: [queue], eachBatch: after.eachBatch });
      await world().eventually(() => expect(after.values).toEqual(['3', '4', '5']));
    });
  });
}
