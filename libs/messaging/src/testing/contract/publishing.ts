import { groupBy } from '@edda/kernel';
import { describe, expect, it } from '@jest/globals';
import type { OutgoingRecord } from '../../broker/broker.js';
import { Collector } from './collector.js';
import type { ContractWorld } from './contract-world.js';
import { consume, numbered, range, record, texts } from './contract-world.js';

export function publishing(world: () => ContractWorld): void {
  describe('publishing', () => {
    it('keeps the order of a key and gives the records of a partition successive offsets', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 4);
      const group = await world().groupOf(broker, [topic]);
      const keys = range(0, 10).map((n) => `key-${n}`);
      await broker.publish(range(0, 20).flatMap((value) => keys.map((key) => record(topic, key, value))));
      for (const value of range(20, 25)) await broker.publish(keys.map((key) => record(topic, key, value)));

      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(250));
      for (const key of keys) expect(collector.valuesOf(key)).toEqual(texts(range(0, 25)));
      for (const records of groupBy(collector.records, (one) => one.partition).values()) {
        const first = broker.capabilities.replay ? 0 : (records[0]?.offset ?? 0);
        expect(records.map((one) => one.offset)).toEqual(range(first, first + records.length));
      }
    });

    it('puts the records of a key into one partition and different keys into several', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 4);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(range(0, 100).map((n) => record(topic, `key-${n % 50}`, n)));
      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(100));
      const partitions = (records: OutgoingRecord[]) =>
        new Set(records.map((one) => (one as { partition?: number }).partition));
      for (const own of groupBy(collector.records, (one) => one.key).values()) expect(partitions(own).size).toBe(1);
      expect(partitions(collector.records).size).toBeGreaterThan(1);
    });

    it('by several instances at once loses nothing, leaves no gap and keeps each publisher in order', async () => {
      const reader = await world().broker();
      const topic = await world().topic(reader, 3);
      const group = await world().groupOf(reader, [topic]);
      const publishers = await Promise.all(range(0, 4).map(() => world().broker()));
      const collector = new Collector();
      await consume(reader, { group, topics: [topic], eachBatch: collector.eachBatch });
      await Promise.all(
        publishers.map(async (publisher, who) => {
          for (const round of range(0, 40)) {
            await publisher.publish(range(0, 5).map((key) => record(topic, `key-${key}`, `${who}:${round}`)));
          }
        }),
      );
      await world().eventually(() => expect(collector.records).toHaveLength(800));
      for (const records of groupBy(collector.records, (one) => one.partition).values()) {
        const first = records[0]?.offset ?? 0;
        expect(records.map((one) => one.offset)).toEqual(range(first, first + records.length));
      }
      for (const who of publishers.keys()) {
        const own = collector.valuesOf('key-0').filter((value) => value.startsWith(`"${who}:`));
        expect(own).toEqual(texts(range(0, 40).map((round) => `${who}:${round}`)));
      }
    });

    it('brings key, headers and value back to the character', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const tricky = [
        '',
        ' ',
        '"\\\'{},NULL',
        'null',
        'þórr ᛖᛞᛞᚨ 漢字 👩‍👩‍👧 e\u0301 \u202e',
        '\ufeff\u0001\u001f\u007f\uffff',
        'a\r\nb\tc',
      ];
      const sent: OutgoingRecord[] = [
        ...tricky.map((text) => ({ topic, key: text, headers: { [`h-${text}`]: text }, value: JSON.stringify(text) })),
        { topic, key: 'escapes', headers: { nul: '\u0000' }, value: '{"nul":"\\u0000","lone":"\\ud800"}' },
      ];
      await broker.publish(sent);
      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(sent.length));
      expect(collector.records.map(({ key, headers, value }) => ({ topic, key, headers, value }))).toEqual(sent);
    });

    it('refuses text that cannot be stored as it is, and then stores nothing', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      for (const bad of ['raw \u0000 character', 'half \ud800 a pair']) {
        const call = broker.publish([record(topic, 'k', 1), { topic, key: 'k', headers: {}, value: bad }]);
        await expect(call).rejects.toMatchObject({ code: 'BROKER.INVALID_RECORD' });
      }
      expect(await broker.lag(group, [topic])).toMatchObject([{ lag: 0 }]);
    });

    it('takes records up to the limit of size and refuses a larger one, and then stores nothing', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      const large = record(topic, 'k', '\u00fe'.repeat(500_000));
      await broker.publish([large, large, large, large, large, large]);
      const tooLarge = record(topic, 'k', '\u00fe'.repeat(530_000));
      await expect(broker.publish([record(topic, 'k', 1), tooLarge])).rejects.toMatchObject({
        code: 'BROKER.RECORD_TOO_LARGE',
        retryable: false,
      });

      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(6));
      expect(collector.values.every((value) => value === large.value)).toBe(true);
      await world().caughtUp(broker, group, [topic]);
      expect(collector.records).toHaveLength(6);
    });

    it('takes any number of records in one call, also none', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker, 2);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish([]);
      await broker.publish([...numbered(topic, 'a', 0, 1_500), ...numbered(topic, 'b', 0, 1_500)]);
      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(3_000));
      for (const key of ['a', 'b']) expect(collector.valuesOf(key)).toEqual(texts(range(0, 1_500)));
    });

    it('stamps records with the time the broker took them', async () => {
      const broker = await world().broker();
      const topic = await world().topic(broker);
      const group = await world().groupOf(broker, [topic]);
      await broker.publish(numbered(topic, 'k', 0, 3));
      const collector = new Collector();
      await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
      await world().eventually(() => expect(collector.records).toHaveLength(3));
      const times = collector.records.map((one) => one.timestamp.getTime());
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(new Date(times[0] ?? NaN).getFullYear()).toBeGreaterThan(2024);
    });
  });
}
