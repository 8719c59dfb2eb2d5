import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { ContractWorld } from './contract-world.js';
import { record } from './contract-world.js';

const DAY = 86_400_000;

export function topics(world: () => ContractWorld): void {
  describe('topics', () => {
    it('are created once, however many instances ask for them at the same time', async () => {
      const name = `topic-${newId()}`;
      const brokers = await Promise.all([world().broker(), world().broker(), world().broker()]);
      await Promise.all(brokers.map((broker) => broker.ensureTopics([{ name, partitions: 3, retentionMs: DAY }])));
      expect(await brokers[0]?.lag('group', [name])).toHaveLength(3);
    });

    it('are refused with another number of partitions, and then none of the call is created', async () => {
      const broker = await world().broker();
      const old = await world().topic(broker, 3);
      const other = `topic-${newId()}`;
      const call = broker.ensureTopics([
        { name: other, partitions: 1, retentionMs: DAY },
        { name: old, partitions: 4, retentionMs: DAY },
      ]);
      await expect(call).rejects.toMatchObject({ code: 'BROKER.TOPIC_DRIFT', message: expect.stringContaining(old) });
      await expect(broker.lag('group', [other])).rejects.toMatchObject({ code: 'BROKER.UNKNOWN_TOPIC' });
    });

    it('are refused with a name that Kafka would not take', async () => {
      const broker = await world().broker();
      const call = broker.ensureTopics([{ name: 'no spaces', partitions: 1, retentionMs: DAY }]);
      await expect(call).rejects.toMatchObject({ code: 'BROKER.INVALID_TOPIC' });
    });

    it('that do not exist are named in the error of whoever uses them', async () => {
      const broker = await world().broker();
      const known = await world().topic(broker);
      const unknown = { code: 'BROKER.UNKNOWN_TOPIC', message: expect.stringContaining('"nowhere"') };
      await expect(broker.publish([record(known, 'k', 1), record('nowhere', 'k', 1)])).rejects.toMatchObject(unknown);
      const options = {
        group: world().group(),
        from: 'earliest',
        maxBatch: 1,
        eachBatch: async () => undefined,
      } as const;
      await expect(broker.consume({ ...options, topics: [known, 'nowhere'] })).rejects.toMatchObject(unknown);
      await expect(broker.lag('group', ['nowhere'])).rejects.toMatchObject(unknown);
      expect(await broker.lag('group', [known])).toEqual([{ topic: known, partition: 0, committed: 0, end: 0 }]);
    });

    it('created by one instance are known to another that looked before', async () => {
      const [first, second] = await Promise.all([world().broker(), world().broker()]);
      const early = await world().topic(first);
      await second.publish([record(early, 'k', 1)]);
      const late = await world().topic(first);
      await second.publish([record(late, 'k', 1)]);
      expect(await first.lag('group', [late])).toEqual([{ topic: late, partition: 0, committed: 0, end: 1 }]);
    });
  });
}
