import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import type { Broker, OutgoingRecord } from '../../broker/broker.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, numbered, range, record, texts, withoutRepeats } from './contract-world.js';
import { WindowedReader } from './windowed-reader.js';

export function outages(world: () => ContractWorld): void {
  describe('a restart of the server', () => {
    it('costs no record and no order, where publishers repeat what failed', async () => {
      const [publisher, reader] = await Promise.all([world().broker(), world().broker()]);
      const topic = await world().topic(publisher, 3);
      const group = world().group();
      const collector = new Collector();
      await consume(reader, { group, topics: [topic], maxBatch: 10, eachBatch: collector.eachBatch });
      const keys = range(0, 6).map((n) => `key-${n}`);
      const publishing = (async () => {
        for (const value of range(0, 200)) {
          await publishUntilStored(
            world(),
            publisher,
            keys.map((key) => record(topic, key, value)),
          );
        }
      })();
      await world().eventually(() => expect(collector.records.length).toBeGreaterThan(50));
      await world().fixture.restart();
      await publishing;
      await world().caughtUp(publisher, group, [topic]);
      for (const key of keys) expect(withoutRepeats(collector.valuesOf(key))).toEqual(texts(range(0, 200)));
    });

    it('leaves what was taken over with its handler or gives it out again, and idle members find new records', async () => {
      const [publisher, reader, idle] = await Promise.all([world().broker(), world().broker(), world().broker()]);
      const [topic, quiet] = [await world().topic(publisher), await world().topic(publisher)];
      const [group, quietGroup] = [world().group(), world().group()];
      const [windowed, waiting] = [new WindowedReader(), new Collector()];
      await windowed.consume(reader, group, [topic]);
      await consume(idle, { group: quietGroup, topics: [quiet], eachBatch: waiting.eachBatch });
      await publisher.publish(numbered(topic, 'k', 0, 20));
      await world().eventually(() => expect(windowed.records).toHaveLength(20));
      windowed.finishUpTo(5);
      await world().eventually(async () => expect(await publisher.lag(group, [topic])).toMatchObject([{ lag: 15 }]));
      await world().fixture.restart();
      await publishUntilStored(world(), publisher, numbered(topic, 'k', 20, 25));
      await publishUntilStored(world(), publisher, numbered(quiet, 'k', 0, 3));
      await world().eventually(() => expect(withoutRepeats(windowed.values)).toEqual(texts(range(0, 25))));
      await world().eventually(() => expect(withoutRepeats(waiting.values)).toEqual(texts(range(0, 3))));
      await world().eventually(async () => {
        windowed.finishAll();
        expect(await publisher.lag(group, [topic])).toMatchObject([{ lag: 0 }]);
      });
    });
  });
}

async function publishUntilStored(
  world: ContractWorld,
  broker: Broker,
  records: readonly OutgoingRecord[],
): Promise<void> {
  await world.eventually(async () => {
    await broker.publish(records).catch((error: unknown) => {
      expect(error).toBeInstanceOf(EddaError);
      expect(error).toMatchObject({ code: 'BROKER.UNAVAILABLE', retryable: true });
      throw error;
    });
  });
}
