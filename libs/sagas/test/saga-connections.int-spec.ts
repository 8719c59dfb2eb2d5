import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, pause, type Uuid } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { stepsOf } from '../src/index.js';
import { SagaWorld, type SagaProcess } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const LONG = 60_000;
const { action, forEach } = stepsOf<object>();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
  await world.dataSource.query('create table dishes (saga uuid not null, number int not null)');
}, POSTGRES_START_TIMEOUT_MS);

afterEach(async () => {
  await world.clear();
  await world.dataSource.query('truncate dishes');
});

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

async function dishesOf(id: Uuid): Promise<number[]> {
  const rows = await world.dataSource.query<{ number: number }[]>(
    'select number from dishes where saga = $1 order by number',
    [id],
  );
  return rows.map(({ number }) => number);
}

function write({ store }: SagaProcess, id: Uuid, number: number): Promise<unknown> {
  return store.unitOfWork.client().query('insert into dishes (saga, number) values ($1, $2)', [id, number]);
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('Local work that writes before it ends', () => {
  it(
    'goes on in a fan-out wider than the pool of connections, also where items fail at first',
    async () => {
      const process = await world.process([]);
      const failed = new Set<number>();
      process.runner.register({
        name: 'banquet',
        version: '1.0.0',
        steps: [
          forEach<number, number>('cook', {
            items: () => numbers(32),
            retry: { attempts: 2, backoff: { initial: 10 } },
            each: {
              run: async (_, number, { sagaId }) => {
                await write(process, sagaId, number);
                await pause(20);
                if (number % 4 !== 0 || failed.has(number)) return number;
                failed.add(number);
                throw new Error('It burnt.');
              },
            },
          }),
        ],
      });
      const id = newId();
      await process.runner.start('banquet', id, {});
      expect(await world.ended(id)).toMatchObject({ status: 'completed' });
      expect(await dishesOf(id)).toEqual(numbers(32));
    },
    LONG,
  );

  it(
    'goes on in more instances at once than there are connections, while messages come for each',
    async () => {
      const process = await world.process([]);
      process.runner.register({
        name: 'dinner',
        version: '1.0.0',
        steps: [
          forEach<number, void>('cook', {
            items: () => numbers(4),
            each: {
              run: async (_, number, { sagaId }) => {
                await write(process, sagaId, number);
                await process.runner.signal(sagaId, 'tasted');
                await pause(5);
              },
            },
          }),
          action('serve', { run: async (_, { sagaId }) => void (await write(process, sagaId, 4)) }),
        ],
      });
      const ids = Array.from({ length: 20 }, () => newId());
      await Promise.all(ids.map((id) => process.runner.start('dinner', id, {})));
      for (const id of ids) {
        expect(await world.ended(id)).toMatchObject({ status: 'completed' });
        expect(await dishesOf(id)).toEqual(numbers(5));
      }
    },
    LONG,
  );

  it(
    'that nobody waits for any more waits for no connection either',
    async () => {
      const process = await world.process([]);
      let opened = 0;
      process.runner.register({
        name: 'crowd',
        version: '1.0.0',
        steps: [
          forEach<number, void>('queue', {
            items: () => numbers(12),
            each: {
              run: async (_, number, { sagaId, signal }) => {
                await write(process, sagaId, number);
                opened++;
                await pause(LONG, signal);
                signal.throwIfAborted();
              },
            },
          }),
        ],
      });
      const id = newId();
      await process.runner.start('crowd', id, {});
      await world.until(id, () => opened === 4);
      await process.runner.control(id, { action: 'cancel', by: 'cook', reason: 'They left.', compensate: false });
      expect(await world.ended(id)).toMatchObject({ status: 'cancelled' });
      expect(opened).toBe(4);
      expect(await dishesOf(id)).toEqual([]);
    },
    LONG,
  );
});
