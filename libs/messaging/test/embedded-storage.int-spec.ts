import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { FETCH_RECORDS_SQL } from '../src/embedded/sql/fetch-records.sql.js';
import { eventually } from '../src/testing/index.js';
import { Collector } from '../src/testing/contract/collector.js';
import { consume, ContractWorld, numbered, range, record, texts } from '../src/testing/contract/contract-world.js';
import { openEmbeddedBroker, QUIET, type EmbeddedFixture } from './embedded-fixture.js';

describe('What the embedded broker stores', () => {
  let fixture: EmbeddedFixture;
  let world: ContractWorld;
  beforeAll(async () => {
    fixture = await openEmbeddedBroker();
  }, 120_000);
  afterAll(() => fixture.close());
  beforeEach(() => {
    world = new ContractWorld(fixture);
  });
  afterEach(() => world.close());

  const startOf = async (topic: string): Promise<number> => {
    const rows = await fixture.sql<{ start_offset: string }>(
      `select p.start_offset from broker.partitions p join broker.topics t using (topic_id) where t.name = $1`,
      [topic],
    );
    return Number(rows[0]?.start_offset);
  };
  const age = (topic: string, before: number) =>
    fixture.sql(
      `update broker.records r set created_at = created_at - interval '2 days' from broker.topics t
        where t.topic_id = r.topic_id and t.name = $1 and r.record_offset < $2`,
      [topic, before],
    );

  it('is deleted when older than its topic keeps it, whole batches of it and no more', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    await broker.publish(numbered(topic, 'k', 0, 2_600));
    await age(topic, 2_500);
    const keepers = await Promise.all(range(0, 3).map(() => fixture.broker({ retentionCheckMs: 20 })));
    await Promise.all(keepers.map((keeper) => keeper.ping()));
    await eventually(async () => expect(await startOf(topic)).toBe(2_500));

    const collector = new Collector();
    await consume(broker, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(collector.values).toEqual(texts(range(2_500, 2_600))));
    await Promise.all(keepers.map((keeper) => keeper.close()));
  });

  it('stops a consumer for good when the record it should read next was deleted, and health can see why', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    const read = new Collector();
    const reader = await consume(broker, { group, topics: [topic], eachBatch: read.eachBatch });
    await broker.publish(numbered(topic, 'k', 0, 2));
    await eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 2 }]));
    await reader.close();
    await broker.publish(numbered(topic, 'k', 2, 6));
    await age(topic, 4);
    const keeper = await fixture.broker({ retentionCheckMs: 20 });
    await keeper.ping();
    await eventually(async () => expect(await startOf(topic)).toBe(4));
    await keeper.close();

    const errors: string[] = [];
    const late = await fixture.broker({ logger: { ...QUIET, error: (message: string) => errors.push(message) } });
    const collector = new Collector();
    const consumer = await consume(late, { group, topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(consumer.failure()).toMatchObject({ code: 'BROKER.OFFSET_OUT_OF_RANGE' }));
    expect(errors).toEqual([expect.stringMatching(/offset 2 of .* next, but the offsets kept are 4 to 6/)]);
    await late.publish(numbered(topic, 'k', 6, 7));
    await consumer.close();
    expect(collector.records).toEqual([]);
    expect(await late.lag(group, [topic])).toMatchObject([{ committed: 2, end: 7 }]);
    await late.close();
  });

  it('stays readable for a group that has read everything, when all of it was deleted', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker);
    const group = world.group();
    const collector = new Collector();
    const consumer = await consume(broker, { group, topics: [topic], eachBatch: collector.eachBatch });
    await broker.publish(numbered(topic, 'k', 0, 3));
    await eventually(async () => expect(await broker.lag(group, [topic])).toMatchObject([{ committed: 3 }]));
    await age(topic, 3);
    const keeper = await fixture.broker({ retentionCheckMs: 20 });
    await keeper.ping();
    await eventually(async () => expect(await startOf(topic)).toBe(3));
    await keeper.close();
    await broker.publish(numbered(topic, 'k', 3, 5));
    await eventually(() => expect(collector.values).toEqual(texts(range(0, 5))));
    expect(consumer.failure()).toBeNull();
  });

  it('never blocks two publishes on each other, whatever the order of their partitions', async () => {
    const [one, two] = await Promise.all([world.broker(), world.broker()]);
    const topics = [await world.topic(one, 4), await world.topic(one, 4)];
    const records = topics.flatMap((topic) => range(0, 20).map((n) => record(topic, `key-${n}`, n)));
    await Promise.all(range(0, 40).map((n) => (n % 2 ? one : two).publish(n % 3 ? records : [...records].reverse())));
    const ends = (await one.lag('group', topics)).reduce((sum, partition) => sum + (partition.end ?? 0), 0);
    expect(ends).toBe(40 * 40);
  });

  it('takes over a changed time of retention', async () => {
    const broker = await world.broker();
    const name = `topic-${newId()}`;
    await broker.ensureTopics([{ name, kind: 'topic', partitions: 1, retentionMs: 1_000 }]);
    await broker.configureTopics([{ name, kind: 'topic', partitions: 1, retentionMs: 5_000 }]);
    expect(await fixture.sql(`select retention_ms from broker.topics where name = $1`, [name])).toEqual([
      { retention_ms: '5000' },
    ]);
  });

  it('is fetched by the primary key: a scan of the table would make every poll as slow as the log is long', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker, 2);
    await broker.publish(range(0, 2_000).map((n) => record(topic, `key-${n}`, n)));
    await fixture.sql('analyze broker.records');
    const rows = await fixture.sql<{ topic_id: number }>(`select topic_id from broker.topics where name = $1`, [topic]);
    const id = rows[0]?.topic_id;
    const plan = await fixture.sql<{ 'QUERY PLAN': string }>(`explain ${FETCH_RECORDS_SQL}`, [
      [id, id],
      [0, 1],
      [900, 900],
      100,
      1_000_000,
    ]);
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    expect(text).toMatch(/records_pkey/);
    expect(text).not.toMatch(/Seq Scan on records/);
  });

  it('is out of reach of the wrong isolation level: connections set their own', async () => {
    await fixture.sql(
      `do $$ begin execute format('alter database %I set default_transaction_isolation = serializable', current_database()); end $$`,
    );
    const broker = await fixture.broker();
    const topic = await world.topic(broker, 1);
    await Promise.all(range(0, 20).map((n) => broker.publish([record(topic, 'k', n)])));
    expect(await broker.lag('group', [topic])).toMatchObject([{ end: 20 }]);
    await broker.close();
    await fixture.sql(
      `do $$ begin execute format('alter database %I reset default_transaction_isolation', current_database()); end $$`,
    );
  });
});
