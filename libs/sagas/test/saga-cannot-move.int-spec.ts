import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, type Uuid } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { stepsOf, type SagaDefinition } from '../src/index.js';
import { inContext, SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

const LONG = 60_000;
const { action } = stepsOf<object>();

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

/** One whose end fails until it is mended. */
class Dinner {
  isBroken = true;
  cooked = 0;
  ends = 0;

  constructor(private readonly fails = false) {}

  get saga(): SagaDefinition<object> {
    const atItsEnd = (): void => {
      this.ends++;
      if (this.isBroken) throw new Error(`The bill cannot be written.${'!'.repeat(2000)}`);
    };
    return {
      name: 'dinner',
      version: '1.0.0',
      steps: [
        action('cook', {
          retry: { attempts: 1 },
          run: () => {
            this.cooked++;
            if (this.fails) throw new Error('It burnt.');
          },
        }),
      ],
      end: { completed: atItsEnd, failed: atItsEnd },
    };
  }
}

const stuck = (id: Uuid) => world.until(id, ({ status }) => status === 'stuck');

/** As if it had failed for long. */
async function leaveAlone(id: Uuid): Promise<void> {
  const rows = await world.dataSource.query<unknown[]>(
    `with aside as (
       update saga_instances set not_before = now() + interval '1 hour', wake_at = now() + interval '1 hour'
        where id = $1 and owner is null and status = 'stuck' returning id)
     select * from aside`,
    [id],
  );
  expect(rows).toHaveLength(1);
}

describe('A saga whose every move fails', () => {
  it(
    'is shown as stuck with the reason, and goes on by itself when that is gone',
    async () => {
      const dinner = new Dinner();
      const { runner } = await world.process([dinner.saga]);
      const id = newId();
      await runner.start('dinner', id, {});
      const { failure } = await stuck(id);
      expect(failure?.code).toBe('SAGA.CANNOT_MOVE');
      expect(failure?.detail).toMatch(/^What dinner does when it is completed failed: The bill cannot be written\.!+$/);
      expect(failure?.detail).toHaveLength(1000);
      const list = await inContext({}, () => runner.list({ statuses: ['stuck'] }, { limit: 10 }));
      expect(list.map((each) => each.id)).toEqual([id]);
      dinner.isBroken = false;
      expect(await world.ended(id)).toMatchObject({ status: 'completed', failure: null });
    },
    LONG,
  );

  it(
    'is tried again at once when somebody steps in',
    async () => {
      const dinner = new Dinner();
      const { runner } = await world.process([dinner.saga]);
      const id = newId();
      await runner.start('dinner', id, {});
      await stuck(id);
      await leaveAlone(id);
      dinner.isBroken = false;
      await runner.control(id, { action: 'retry', by: 'cook', reason: 'There is paper again.' });
      expect(await world.ended(id)).toMatchObject({ status: 'completed', failure: null });
      expect(await world.count('saga_inbox')).toBe(0);
    },
    LONG,
  );

  it.each([
    ['done', false, 'completed', ['SagaStarted', 'StepStarted', 'StepCompleted', 'SagaEnded']],
    ['failed', true, 'failed', ['SagaStarted', 'StepStarted', 'StepFailed', 'CompensationStarted', 'SagaEnded']],
  ])(
    'because of what it does at its end does not do again what was %s before',
    async (_, fails, status, history) => {
      const dinner = new Dinner(fails);
      const { runner } = await world.process([dinner.saga]);
      const id = newId();
      await runner.start('dinner', id, {});
      await stuck(id);
      expect(dinner.ends).toBeGreaterThan(2);
      // With the first failure it was undone.
      expect(dinner.cooked).toBe(2);
      dinner.isBroken = false;
      expect(await world.ended(id)).toMatchObject({ status });
      expect(dinner.cooked).toBe(2);
      expect(await world.history(id)).toEqual(history);
    },
    LONG,
  );
});
