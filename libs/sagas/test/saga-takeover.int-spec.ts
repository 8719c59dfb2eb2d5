import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import {
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { EFFECTS_TABLE, effectSaga, type EffectState } from './support/effects.js';
import { SagaChild } from './support/saga-process.js';
import { processOver, SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;
let children: SagaChild[];

const LONG = 60_000;
const STEPS = ['one', 'two', 'three', 'four'];

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
  await world.dataSource.query(EFFECTS_TABLE);
}, POSTGRES_START_TIMEOUT_MS);

beforeEach(() => {
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  await world.clear();
  await world.dataSource.query('truncate effects');
});

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

function child(options: ConstructorParameters<typeof SagaChild>[1] = {}): SagaChild {
  const started = new SagaChild(world.database.url, options);
  children.push(started);
  return started;
}

/** Instances that are written down, and which nobody has begun. */
async function startAll(count: number): Promise<string[]> {
  const starter = processOver(world.dataSource, []);
  starter.runner.register(effectSaga(starter.store.unitOfWork));
  const ids = Array.from({ length: count }, () => newId());
  await Promise.all(ids.map((id) => starter.runner.start('effects', id, { done: [] } satisfies EffectState)));
  return ids;
}

async function effectsOf(id: string): Promise<string[]> {
  const rows = await world.dataSource.query<{ step: string }[]>(
    'select step from effects where saga = $1 order by at',
    [id],
  );
  return rows.map(({ step }) => step);
}

async function expectAllOnce(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(await effectsOf(id)).toEqual(STEPS);
  }
}

describe('A process that is killed', () => {
  it(
    'leaves its instances to another, which begins what was under way again',
    async () => {
      const [id = ''] = await startAll(1);
      const first = child({ holdAt: 'three' });
      await eventually(async () => expect(first.lines).toContain(`three ${id}`));
      await first.kill();
      expect(await effectsOf(id)).toEqual(['one', 'two']);
      const second = child();
      await expectAllOnce([id]);
      expect(second.lines).toEqual([`three ${id}`, `four ${id}`]);
    },
    LONG,
  );

  it(
    'again and again loses nothing and does nothing twice',
    async () => {
      const ids = await startAll(200);
      for (let kills = 0; kills < 3; kills++) {
        const victim = child();
        await eventually(async () => expect(victim.lines.length).toBeGreaterThan(40));
        await victim.kill();
      }
      child();
      await expectAllOnce(ids);
    },
    LONG,
  );
});

describe('Two processes', () => {
  it(
    'share the instances and move each of them by one of them at a time',
    async () => {
      // Long enough that one of them alone has no room for all.
      const both = [1, 2].map(() => child({ holdAt: 'one', holdMs: '100' }));
      await eventually(async () => expect(await world.count('saga_workers')).toBe(2));
      const ids = await startAll(300);
      await expectAllOnce(ids);
      expect(both.map(({ lines }) => lines.length).reduce((sum, count) => sum + count, 0)).toBe(
        ids.length * STEPS.length,
      );
      for (const { lines } of both) expect(lines.length).toBeGreaterThan(0);
    },
    LONG,
  );
});

describe('A process that is frozen for longer than its lease', () => {
  it(
    'changes nothing any more that another has taken over',
    async () => {
      const ids = await startAll(20);
      const frozen = child({ holdAt: 'three', holdMs: '300' });
      await eventually(async () => expect(frozen.lines.filter((line) => line.startsWith('three'))).toHaveLength(20));
      frozen.freeze();
      child();
      await expectAllOnce(ids);
      frozen.thaw();
      // It goes on where it was, and with what comes.
      const more = await startAll(5);
      await expectAllOnce([...ids, ...more]);
    },
    LONG,
  );
});
