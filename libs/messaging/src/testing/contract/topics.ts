import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { ContractWorld } from './contract-world.js';
import { consume, record } from './contract-world.js';

const DAY = 86_400_000;

export function topics(world: () => ContractWorld): void {
  describe('topics', () => {
    it('are created once, however many instances ask for them at the same time', async () => {
      const name = `topic-${newId()}`;
      const brokers = await Promise.all([world().broker(), world().broker(), world().broker()]);
      await Promise.all(
        brokers.map((broker) => broker.ensureTopics([{ name, kind: 'topic', partitions: 3, retentionMs: DAY }])),
      );
      expect(await brokers[0]?.describeTopics([name])).toMatchObject([{ name, partitions: 3 }]);
    });

    it('are refused with another number of partitions, and then none of the call is created', async () => {
      const broker = await world().broker();
      const old = await world().topic(broker, 3);
      const other = `topic-${newId()}`;
      const call = broker.ensureTopics([
        { name: other, kind: 'topic', partitions: 1, retentionMs: DAY },
        { name: old, kind: 'topic', partitions: 4, retentionMs: DAY },
      ]);
      await expect(call).rejects.toMatchObject({ code: 'BROKER.TOPIC_DRIFT', message: expect.stringContaining(old) });
      expect((await broker.describeTopics([old, other])).map(({ name }) => name)).toEqual([old]);
    });

    it('keep their retention until they are configured anew', async () => {
      const broker = await world().broker();
      const name = `topic-${newId()}`;
      const declared = { name, kind: 'topic', partitions: 2, retentionMs: DAY } as const;
      const retention = async () =>
        (await broker.describeTopics([name, 'nowhere'])).map(({ retentionMs }) => retentionMs);
      await broker.ensureTopics([declared]);
      const [before] = await retention();
      expect([DAY, null]).toContain(before);
      await broker.ensureTopics([{ ...declared, retentionMs: 2 * DAY }]);
      expect(await retention()).toEqual([before]);
      await broker.configureTopics([{ ...declared, retentionMs: 2 * DAY }]);
      await world().eventually(async () => expect(await retention()).toEqual([before && 2 * DAY]));
    });

    it('are refused with a name that Kafka would not take', async () => {
      const broker = await world().broker();
      const call = broker.ensureTopics([{ name: 'no spaces', kind: 'topic', partitions: 1, retentionMs: DAY }]);
      await expect(call).rejects.toMatchObject({ code: 'BROKER.INVALID_TOPIC' });
    });

    it('that do not exist are named in the error of whoever uses them', async () => {
      const broker = await world().broker();
      const known = await world().topic(broker);
      const unknown = { code: 'BROKER.UNKNOWN_TOPIC', message: expect.stringContaining('"nowhere"') };
      await expect(broker.publish([record(known, 'k', 1), record('nowhere', 'k', 1)])).rejects.toMatchObject(unknown);
      const options = { group: world().group(), eachBatch: async () => undefined };
      await expect(consume(broker, { ...options, topics: [known, 'nowhere'] })).rejects.toMatchObject(unknown);
      await expect(broker.lag('group', ['nowhere'])).rejects.toMatchObject(unknown);
      expect(await broker.lag('group', [known])).toMatchObject([{ topic: known, partition: 0, lag: 0 }]);
    });

    it('created by one instance are known to another that looked before', async () => {
      const [first, second] = await Promise.all([world().broker(), world().broker()]);
      const early = await world().topic(first);
      await second.publish([record(early, 'k', 1)]);
      const late = await world().topic(first);
      await second.publish([record(late, 'k', 1)]);
      const group = await world().groupOf(first, [late]);
      await second.publish([record(late, 'k', 1)]);
      await world().eventually(async () => expect((await first.lag(group, [late]))[0]?.lag).toBeGreaterThan(0));
    });
  });
}
