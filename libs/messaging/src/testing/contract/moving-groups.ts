import { describe, expect, it } from '@jest/globals';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, numbered, range, texts } from './contract-world.js';

export function movingGroups(world: () => ContractWorld): void {
  describe('a group that is moved', () => {
    it('to the latest gets nothing old', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 2);
      const group = world().group();
      const [before, after] = [new Collector(), new Collector()];
      const consumer = await consume(broker, { group, topics: [topic], eachBatch: before.eachBatch });
      await consumer.close();
      await broker.publish(numbered(topic, 'k', 0, 5));
      await world().eventually(() => broker.moveGroup(group, [topic], 'latest'));
      await world().caughtUp(broker, group, [topic]);
      await broker.publish(numbered(topic, 'k', 5, 8));
      await consume(broker, { group, topics: [topic], eachBatch: after.eachBatch });
      await world().eventually(() => expect(after.values).toEqual(texts(range(5, 8))));
    });

    it('to the earliest gets everything again, where the broker can replay', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 2);
      const group = world().group();
      const [before, after] = [new Collector(), new Collector()];
      const consumer = await consume(broker, { group, topics: [topic], eachBatch: before.eachBatch });
      await broker.publish(numbered(topic, 'k', 0, 5));
      await world().caughtUp(broker, group, [topic]);
      await consumer.close();
      if (!broker.capabilities.replay) {
        await expect(broker.moveGroup(group, [topic], 'earliest')).rejects.toMatchObject({ code: 'BROKER.NO_REPLAY' });
        return;
      }
      await world().eventually(() => broker.moveGroup(group, [topic], 'earliest'));
      await consume(broker, { group, topics: [topic], eachBatch: after.eachBatch });
      await world().eventually(() => expect(after.values).toEqual(texts(range(0, 5))));
    });

    it('must have no members, and be known', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = world().group();
      await expect(broker.moveGroup(group, [topic], 'latest')).rejects.toMatchObject({ code: 'BROKER.UNKNOWN_GROUP' });
      const consumer = await consume(broker, { group, topics: [topic], eachBatch: async () => undefined });
      await world().eventually(() => expect(consumer.assignment()).toHaveLength(1));
      await expect(broker.moveGroup(group, [topic], 'latest')).rejects.toMatchObject({ code: 'BROKER.GROUP_ACTIVE' });
    });

    it('is known by the topics it reads', async () => {
      const broker = await world().broker();
      const [read, other] = [await world().topic(broker), await world().topic(broker)];
      const group = world().group();
      expect(await broker.groupTopics(group, [read, other])).toEqual([]);
      const consumer = await consume(broker, { group, topics: [read], eachBatch: async () => undefined });
      await world().eventually(async () => expect(await broker.groupTopics(group, [read, other])).toEqual([read]));
      await broker.publish(numbered(read, 'k', 0, 1));
      await world().caughtUp(broker, group, [read]);
      await consumer.close();
      expect(await broker.groupTopics(group, [other, read])).toEqual([read]);
    });
  });
}
