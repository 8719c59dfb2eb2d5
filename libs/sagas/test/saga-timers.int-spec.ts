import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { alarmSaga, orderOf } from './support/orders.js';
import { processOver, SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const LONG = 120_000;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

/** Sleeping instances that were written down by hand: a row each, which is due in an hour. */
async function pending(count: number): Promise<void> {
  await world.dataSource.query(
    `insert into saga_instances (id, tenant_id, saga, version, step, wake_at, stream_version, correlation_id)
     select gen_random_uuid(), 'default', 'alarm', '1.0.0', 'snooze', now() + interval '1 hour' + n * interval '1 ms', 3,
            gen_random_uuid()
       from generate_series(1, $1) as n`,
    [count],
  );
  await world.dataSource.query('analyze saga_instances');
}

describe('Timers', () => {
  it(
    'fire once each while very many are pending',
    async () => {
      await pending(20_000);
      const rung: string[] = [];
      const definition = alarmSaga(({ item }) => rung.push(item));
      const starter = processOver(world.dataSource, [definition]);
      // Due long ago or hardly, in another order than that in which they are started.
      const items = Array.from({ length: 100 }, (_, index) => String(((index * 37) % 100) + 1));
      const process = await world.process([definition], { concurrency: 8 });
      const ids = items.map(() => newId());
      await Promise.all(ids.map((id, index) => starter.runner.start('alarm', id, orderOf(items[index] ?? ''))));
      for (const id of ids) await world.ended(id);
      expect(rung.toSorted()).toEqual(items.toSorted());
      await process.stop();
      const [fired] = await world.dataSource.query<{ count: number }[]>(
        `select count(*)::int as count from events where type = 'TimerFired'`,
      );
      expect(fired?.count).toBe(100);
    },
    LONG,
  );

  it(
    'that became due while nobody looked fire in the order of their times',
    async () => {
      const rung: string[] = [];
      const definition = alarmSaga(({ item }) => rung.push(item));
      const first = await world.process([definition]);
      const ids = Array.from({ length: 60 }, () => newId());
      const items = ids.map((_, index) => String(60_000 + ((index * 7) % 60) * 10));
      await Promise.all(ids.map((id, index) => first.runner.start('alarm', id, orderOf(items[index] ?? ''))));
      for (const id of ids) await world.until(id, ({ step, wakeAt }) => step === 'snooze' && wakeAt !== null);
      await first.stop();
      await world.dataSource.query(`update saga_instances set wake_at = wake_at - interval '5 minutes'`);
      await world.dataSource.query(
        `update events set data = json_build_object('step', data ->> 'step', 'round', 1, 'purpose', 'sleep',
           'dueAt', (data ->> 'dueAt')::timestamptz - interval '5 minutes') where type = 'TimerSet'`,
      );
      const order = await world.dataSource.query<{ item: string }[]>(
        `select e.data -> 'state' ->> 'item' as item from saga_instances s
           join events e on e.stream_id = 'saga-' || s.id and e.type = 'SagaStarted' order by s.wake_at`,
      );
      await world.process([definition]);
      for (const id of ids) await world.ended(id);
      expect(rung).toEqual(order.map(({ item }) => item));
    },
    LONG,
  );

  it('of an instance that is looked at again and again do not fire before their time', async () => {
    const rung: string[] = [];
    const { runner } = await world.process([alarmSaga(({ item }) => rung.push(item))]);
    const id = newId();
    await runner.start('alarm', id, orderOf('3600000'));
    await world.until(id, ({ wakeAt }) => wakeAt !== null);
    for (let looks = 0; looks < 5; looks++) await runner.signal(id, 'nothing');
    await eventually(async () => expect(await world.count('saga_inbox')).toBe(0));
    expect(rung).toEqual([]);
    expect(await world.history(id)).not.toContain('TimerFired');
  });
});

describe('Looking for what is due', () => {
  it('reads no more rows than are taken on, however many are pending', async () => {
    await pending(20_000);
    const plan = await world.dataSource.query<{ 'QUERY PLAN': string }[]>(
      `explain (analyze, costs off, timing off, summary off)
       select s.id from saga_instances s where s.owner is null and (s.not_before is null or s.not_before <= now())
          and s.wake_at <= now() order by s.wake_at limit 64 for update skip locked`,
    );
    const text = plan.map((row) => row['QUERY PLAN']).join('\n');
    expect(text).toContain('Index Scan using saga_instances_due');
    expect(text).not.toContain('Rows Removed');
  });
});
