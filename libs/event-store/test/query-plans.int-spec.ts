import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { EVENT_STORE_MIGRATIONS } from '../src/index.js';
import { ExecutedPlans, TELL_PLANS } from './support/plans/executed-plans.js';
import { Exercise } from './support/plans/exercise.js';
import { fillLog } from './support/plans/large-log.js';
import { problemsOf } from './support/plans/plan-problems.js';

/** `npm run query-plans` asks for a million. */
const EVENTS = Number(process.env['QUERY_PLAN_EVENTS'] ?? 30_000);

const TIMEOUT_MS = 120_000 + EVENTS / 2;

let postgres: ThrowAwayPostgres;
let database: TestDatabase;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres({
    ...TELL_PLANS,
    shared_buffers: '256MB',
    work_mem: '64MB',
    max_wal_size: '4GB',
  });
  database = await createTestDatabase(postgres, { label: 'plans', migrations: [...EVENT_STORE_MIGRATIONS] });
  await fillLog(database.dataSource, EVENTS);
}, POSTGRES_START_TIMEOUT_MS + TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

/** Plans made anew at each connection, with these settings. */
async function exercised(settings: Readonly<Record<string, string>>, withLog: boolean): Promise<ExecutedPlans> {
  for (const [name, value] of Object.entries(settings)) {
    await database.dataSource.query(
      `do $$ begin execute format('alter database %I set ${name} = ${value}', current_database()); end $$`,
    );
  }
  const dataSource = await database.connect();
  const plans = new ExecutedPlans(dataSource);
  await new Exercise(dataSource, database.dataSource, plans).all(withLog);
  return plans;
}

describe(`Over a log of ${EVENTS} events`, () => {
  // Over a small log going through all of it may be quicker; what counts is that there is an index to go by.
  const settings: Record<string, string> = EVENTS < 500_000 ? { enable_seqscan: 'off' } : {};

  it(
    'every statement of the store goes by an index to what it returns',
    async () => {
      const { plans } = await exercised(settings, true);
      expect(new Set(plans.flatMap(problemsOf))).toEqual(new Set());
      expect(new Set(plans.map(({ act }) => act)).size).toBeGreaterThan(150);
    },
    TIMEOUT_MS,
  );

  it(
    'every statement that keeps its plan does so with one made for any values',
    async () => {
      const { prepared } = await exercised({ ...settings, plan_cache_mode: 'force_generic_plan' }, false);
      expect(new Set(prepared.flatMap(problemsOf))).toEqual(new Set());
      expect(new Set(prepared.map(({ statement }) => statement)).size).toBeGreaterThan(20);
    },
    TIMEOUT_MS,
  );
});
