import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { newId } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { CreateAwaitedOutcomes1760000000200, outcomeId } from '../src/index.js';
import { givenProcess, ProcessUnderTest } from '../src/testing/index.js';
import { broken, ChopVegetable, CookSoup, done, soupDefinition, soupOf, type SoupState } from './support/kitchen.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  const migrations = [...EVENT_STORE_MIGRATIONS, CreateAwaitedOutcomes1760000000200];
  database = await createTestDatabase(postgres, { label: 'given_process', migrations });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

const soup = (): ProcessUnderTest<SoupState> => new ProcessUnderTest(soupDefinition, database.dataSource);

describe('givenProcess', () => {
  it('tells which commands are sent by the act, and not those before it', async () => {
    const id = newId();
    const chop = (index: number): string => outcomeId(id, 'chop', 1, index);
    const cook = outcomeId(id, 'cook', 1, 0);
    const chopped = message(ChopVegetable, { taskId: chop(0), name: 'leek' });
    await givenProcess(soup())
      .when((process) => process.start(id, soupOf('leek')))
      .thenSends(chopped);
    await givenProcess(soup())
      .when((process) => process.settle(chop(0), done('sliced leek')))
      .thenSends(message(CookSoup, { taskId: cook, ingredients: ['sliced leek'] }));
    await givenProcess(soup())
      .when((process) => process.settle(cook, done('leek soup')))
      .thenCompleted({ vegetables: ['leek'], chopped: ['sliced leek'], soup: 'leek soup' });
  });

  it('tells how the process ended, and that nothing came of an act', async () => {
    const id = newId();
    const settled = outcomeId(id, 'chop', 1, 0);
    const failed = await givenProcess(soup(), (process) => process.start(id, soupOf('stone')))
      .when((process) => process.settle(settled, broken('It is a stone.')))
      .thenFailed('KITCHEN.BROKEN');
    await failed.thenSends();
    await givenProcess(soup())
      .when((process) => process.settle(settled, done('late')))
      .thenNothing();
  });

  it('fails when something else came of it', async () => {
    const id = newId();
    const started = givenProcess(soup()).when((process) => process.start(id, soupOf('leek')));
    await expect(started.thenNothing()).rejects.toThrow('ChopVegetable');
    await expect(started.thenSends(message(ChopVegetable, { taskId: id, name: 'leek' }))).rejects.toThrow();
    await expect(started.thenCompleted(soupOf('leek'))).rejects.toThrow();
    await expect(started.thenFailed('KITCHEN.BROKEN')).rejects.toThrow();
  });
});
