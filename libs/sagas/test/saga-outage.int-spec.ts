import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { pause } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { outcomeId } from '../src/index.js';
import { EFFECTS_TABLE, effectSaga, type EffectState } from './support/effects.js';
import { orderOf, orderSaga } from './support/orders.js';
import { SagaWorld, type SagaProcess } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const LONG = 120_000;

beforeAll(async () => {
  // A server that forgets what it committed when it crashes would be no fault of the sagas.
  postgres = await startThrowAwayPostgres({ synchronous_commit: true });
  world = await SagaWorld.open(postgres);
  await world.dataSource.query(EFFECTS_TABLE);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

/** A process whose definition writes through its own unit of work. */
async function worker(): Promise<SagaProcess> {
  const started = await world.process([]);
  await started.runner.stop();
  const process = await world.process([]);
  process.runner.register(effectSaga(process.store.unitOfWork));
  return process;
}

/** As often as it takes: the caller is told that it failed. */
async function insist<T>(work: () => Promise<T>): Promise<T> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await work();
    } catch (error) {
      if (attempts === 50) throw error;
      await pause(50);
    }
  }
}

describe('While connections break again and again', () => {
  it(
    'every instance gets to its end, and does everything once and in order',
    async () => {
      const { runner } = await worker();
      const ids = Array.from({ length: 300 }, () => newId());
      let isRunning = true;
      const breaking = (async () => {
        for (let breaks = 0; isRunning && breaks < 5; breaks++) {
          await pause(200);
          await world.database.breakConnections();
        }
      })();
      await Promise.all(ids.map((id) => insist(() => runner.start('effects', id, { done: [] } satisfies EffectState))));
      await breaking;
      for (const id of ids) expect(await insist(() => world.ended(id))).toMatchObject({ status: 'completed' });
      isRunning = false;
      const rows = await world.dataSource.query<{ saga: string; steps: string[] }[]>(
        'select saga, array_agg(step order by at) as steps from effects group by saga',
      );
      expect(rows).toHaveLength(ids.length);
      for (const { steps } of rows) expect(steps).toEqual(['one', 'two', 'three', 'four']);
    },
    LONG,
  );

  it(
    'every outcome that was handed in is taken in once',
    async () => {
      const { runner } = await world.process([
        orderSaga({ reserve: () => undefined, release: () => undefined, ship: () => undefined }),
      ]);
      const ids = Array.from({ length: 50 }, () => newId());
      await Promise.all(ids.map((id) => runner.start('order', id, orderOf('soup'))));
      for (const id of ids) await world.until(id, ({ step }) => step === 'charge');
      const breaking = (async () => {
        for (let breaks = 0; breaks < 3; breaks++) {
          await world.database.breakConnections();
          await pause(100);
        }
      })();
      await Promise.all(
        ids.map((id) => insist(() => runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: null }))),
      );
      await breaking;
      for (const id of ids) expect(await insist(() => world.ended(id))).toMatchObject({ status: 'completed' });
      expect(await world.commands()).toHaveLength(ids.length);
    },
    LONG,
  );
});
