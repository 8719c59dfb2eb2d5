import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { HeldPartition } from '../src/embedded/consume/claim.js';
import { ConsumerGroup, type GroupSubscription } from '../src/embedded/consume/consumer-group.js';
import { Database } from '../src/embedded/database/database.js';
import { settingsFrom } from '../src/embedded/settings.js';
import { eventually } from '../src/testing/index.js';
import { Collector } from '../src/testing/contract/collector.js';
import { consume, ContractWorld, gate, numbered, range, record } from '../src/testing/contract/contract-world.js';
import { openEmbeddedBroker, QUIET, type EmbeddedFixture } from './embedded-fixture.js';

describe('Groups of the embedded broker', () => {
  let fixture: EmbeddedFixture;
  let world: ContractWorld;
  let database: Database;
  beforeAll(async () => {
    fixture = await openEmbeddedBroker();
  }, 120_000);
  afterAll(() => fixture.close());
  beforeEach(() => {
    world = new ContractWorld(fixture);
    database = new Database(settingsFrom({ url: fixture.url, logger: QUIET }));
  });
  afterEach(async () => {
    await world.close();
    await database.close();
  });

  async function group(partitions: number, changes: Partial<GroupSubscription> = {}): Promise<ConsumerGroup> {
    const topic = await world.topic(await world.broker(), partitions);
    const subscription = {
      group: world.group(),
      topics: [topic],
      from: 'earliest',
      instance: null,
      sessionTimeoutMs: 60_000,
    } as const;
    return new ConsumerGroup(database, { ...subscription, ...changes });
  }

  it('refuse the commit of a member that was taken out, and that of an older claim of the same member', async () => {
    const members = await group(1);
    const [zombie, successor] = [newId(), newId()];
    const commits = async (held: HeldPartition, offset: number): Promise<boolean> =>
      (await members.commit([{ held, offset }])).size === 1;
    await members.join(zombie);
    const [old] = (await members.claim(zombie))?.kept ?? [];
    if (!old) throw new Error('nothing was claimed');
    expect(await commits(old, 1)).toBe(true);
    await fixture.sql(`select broker.remove_members($1, array[$2::uuid])`, [members.subscription.group, zombie]);
    expect(await commits(old, 2)).toBe(false);
    expect(await members.claim(zombie)).toBeNull();

    await members.join(successor);
    const [current] = (await members.claim(successor))?.kept ?? [];
    expect(current).toMatchObject({ committed: 1, memberId: successor });
    expect(await commits(old, 2)).toBe(false);

    if (!current) throw new Error('nothing was claimed');
    await members.release(current);
    await members.join(newId());
    const [again] = (await members.claim(successor))?.kept ?? [];
    expect(again?.generation).toBeGreaterThan(current.generation);
    expect(await commits(current, 2)).toBe(false);
    await members.release(current);
    if (!again) throw new Error('nothing was claimed');
    expect(await commits(again, 2)).toBe(true);
  });

  it('take out members whose session timed out by the clock of the database, when another joins or beats', async () => {
    const members = await group(2, { sessionTimeoutMs: 1 });
    const gone = newId();
    await members.join(gone);
    expect((await members.claim(gone))?.kept).toHaveLength(2);
    const consumer = await consume(await world.broker(), {
      ...members.subscription,
      eachBatch: async () => undefined,
    });
    await eventually(() => expect(consumer.assignment()).toHaveLength(2));

    const late = newId();
    await members.join(late);
    await eventually(async () => {
      const left = await fixture.sql<{ member_id: string }>(
        `select member_id from broker.group_members where group_name = $1`,
        [members.subscription.group],
      );
      expect(left).toHaveLength(1);
      expect(left[0]?.member_id).not.toBe(late);
    });
  });

  it('take the place of members whose session timed out already when they join', async () => {
    const members = await group(2, { sessionTimeoutMs: 1 });
    const gone = newId();
    await members.join(gone);
    expect((await members.claim(gone))?.kept).toHaveLength(2);
    const patient = await fixture.broker({ heartbeatMs: 1_800_000, sessionTimeoutMs: 3_600_000 });
    const eachBatch = async () => undefined;
    const other = await consume(patient, { ...members.subscription, group: world.group(), eachBatch });
    await eventually(() => expect(other.lastFetchAt()).not.toBeNull());
    const consumer = await consume(patient, { ...members.subscription, eachBatch });
    expect(consumer.assignment()).toHaveLength(2);
    await patient.close();
  });

  it('abort a batch and hand its partition over when the time for the hand-over is up', async () => {
    const [impatient, other] = await Promise.all([fixture.broker({ handOverMs: 100 }), world.broker()]);
    const topic = await world.topic(other, 2);
    const name = world.group();
    const finish = gate();
    const aborted: number[] = [];
    const stuck = new Collector(async ({ partition, signal }) => {
      signal.addEventListener('abort', () => aborted.push(partition));
      await finish.opened;
    });
    const keys = range(0, 20).map((n) => `key-${n}`);
    await other.publish(keys.map((key) => record(topic, key, key)));
    const first = await consume(impatient, { group: name, topics: [topic], eachBatch: stuck.eachBatch });
    await eventually(() => expect(first.assignment()).toHaveLength(2));
    const collector = new Collector();
    const second = await consume(other, { group: name, topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(second.assignment()).toHaveLength(1));
    const moved = second.assignment().map(({ partition }) => partition);
    expect(aborted).toEqual(moved);
    await eventually(() => expect(collector.records.length).toBeGreaterThan(0));
    expect(new Set(collector.records.map((one) => one.partition))).toEqual(new Set(moved));
    expect(collector.records[0]?.offset).toBe(0);
    finish.open();
    await eventually(async () => {
      expect((await other.lag(name, [topic])).filter((one) => one.lag > 0)).toEqual([]);
    });
    await impatient.close();
  });

  it('hear of new records and new members at once, not only at a heartbeat', async () => {
    const patient = { heartbeatMs: 1_800_000, sessionTimeoutMs: 3_600_000 };
    const [one, two] = await Promise.all([fixture.broker(patient), fixture.broker(patient)]);
    const topic = await world.topic(one, 2);
    const name = world.group();
    const collector = new Collector();
    const first = await consume(one, { group: name, topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(first.lastFetchAt()).not.toBeNull());
    const second = await consume(two, { group: name, topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect([first, second].map((member) => member.assignment().length)).toEqual([1, 1]));
    await two.publish(range(0, 20).map((n) => record(topic, `key-${n}`, n)));
    await eventually(() => expect(collector.records).toHaveLength(20));
    await first.close();
    await eventually(() => expect(second.assignment()).toHaveLength(2));
    await Promise.all([one.close(), two.close()]);
  });

  it('that are ephemeral leave nothing behind, whether their member leaves or dies', async () => {
    const members = await group(2, { sessionTimeoutMs: 1, ephemeral: true });
    const known = () =>
      fixture.sql(
        `select from broker.consumer_groups g left join broker.group_offsets o using (group_name) where g.group_name = $1`,
        [members.subscription.group],
      );
    const leaver = newId();
    await members.join(leaver);
    expect(await known()).toHaveLength(2);
    await members.leave(leaver);
    expect(await known()).toEqual([]);

    await members.join(newId());
    await members.join(newId());
    expect(await known()).toHaveLength(2);
    const keeper = await fixture.broker({ retentionCheckMs: 20 });
    await keeper.ping();
    await eventually(async () => expect(await known()).toEqual([]));
    await keeper.close();
  });

  it('find records whose announcement got lost', async () => {
    const broker = await world.broker();
    const topic = await world.topic(broker, 1);
    const collector = new Collector();
    await consume(broker, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
    await broker.publish(numbered(topic, 'k', 0, 1));
    await eventually(() => expect(collector.values).toEqual(['0']));
    await fixture.sql(`select broker.publish_records(array[$1], array[0], array['k'], array['{}'], array['"quiet"'])`, [
      topic,
    ]);
    await eventually(() => expect(collector.values).toEqual(['0', '"quiet"']));
  });

  it('fetch large records in portions', async () => {
    const broker = await fixture.broker({ maxFetchBytes: 250_000 });
    const topic = await world.topic(broker, 1);
    await broker.publish(range(0, 6).map((n) => record(topic, 'k', String(n).repeat(100_000))));
    const collector = new Collector();
    await consume(broker, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
    await eventually(() => expect(collector.records).toHaveLength(6));
    expect(collector.batches.map((batch) => batch.records.length)).toEqual([3, 3]);
    await broker.close();
  });

  it('use few connections, however many consumers there are', async () => {
    const broker = await fixture.broker();
    const topic = await world.topic(broker, 4);
    const collector = new Collector();
    for (let n = 0; n < 15; n++)
      await consume(broker, { group: world.group(), topics: [topic], eachBatch: collector.eachBatch });
    await broker.publish(range(0, 40).map((n) => record(topic, `key-${n}`, n)));
    await eventually(() => expect(collector.records).toHaveLength(15 * 40));
    const connections = await fixture.sql<{ settings: string }>(
      `select pid from pg_stat_activity where datname = current_database() and application_name = 'edda-broker'
          and pid not in (select pid from pg_stat_activity where query like '%pg_stat_activity%')`,
    );
    expect(connections.length).toBeLessThanOrEqual(5);
    await broker.close();
  });
});
