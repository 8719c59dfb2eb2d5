import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import type { Broker, OutgoingRecord } from '../../broker/broker.js';
import { eventually } from '../eventually.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, range, record, texts } from './contract-world.js';

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
            publisher,
            keys.map((key) => record(topic, key, value)),
          );
        }
      })();
      await eventually(() => expect(collector.records.length).toBeGreaterThan(50));
      await world().fixture.restart?.();
      await publishing;
      await eventually(async () => {
        expect((await reader.lag(group, [topic])).filter((one) => one.committed < one.end)).toEqual([]);
      });
      for (const key of keys) expect(withoutRepeats(collector.valuesOf(key))).toEqual(texts(range(0, 200)));
    });
  });
}

async function publishUntilStored(broker: Broker, records: readonly OutgoingRecord[]): Promise<void> {
  await eventually(async () => {
    await broker.publish(records).catch((error: unknown) => {
      expect(error).toBeInstanceOf(EddaError);
      expect(error).toMatchObject({ code: 'BROKER.UNAVAILABLE', retryable: true });
      throw error;
    });
  });
}

/** The values as they first came: a batch or a publish whose end got lost comes twice. */
function withoutRepeats(values: readonly string[]): string[] {
  return [...new Set(values)];
}
