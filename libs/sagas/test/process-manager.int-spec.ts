import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS } from '@edda/event-store';
import { IdDerivation, newId, withContext } from '@edda/kernel';
import {
  createTestDatabase,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type TestDatabase,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import { CreateAwaitedOutcomes1760000000200, outcomeId } from '../src/index.js';
import { ProcessUnderTest } from '../src/testing/index.js';
import { broken, done, soupDefinition, soupOf, type SoupState } from './support/kitchen.js';

let postgres: ThrowAwayPostgres;
let database: TestDatabase;
let soup: ProcessUnderTest<SoupState>;
let id: string;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  database = await createTestDatabase(postgres, {
    label: 'sagas',
    migrations: [...EVENT_STORE_MIGRATIONS, CreateAwaitedOutcomes1760000000200],
  });
}, POSTGRES_START_TIMEOUT_MS);

afterAll(async () => {
  await database.close();
  await postgres.stop();
});

beforeEach(async () => {
  await database.dataSource.query('truncate events, streams, snapshots, saga_awaited_outcomes');
  soup = new ProcessUnderTest(soupDefinition, database.dataSource);
  id = newId();
});

const chop = (index: number, saga = id): string => outcomeId(saga, 'chop', 1, index);
const cook = (saga = id): string => outcomeId(saga, 'cook', 1, 0);

describe('A process that starts', () => {
  it('sends the commands of its first step, each under the id its outcome is awaited by', async () => {
    expect(await soup.start(id, soupOf('leek', 'carrot'))).toEqual([
      { id: chop(0), type: 'ChopVegetable', key: `task-${chop(0)}`, data: { taskId: chop(0), name: 'leek' } },
      { id: chop(1), type: 'ChopVegetable', key: `task-${chop(1)}`, data: { taskId: chop(1), name: 'carrot' } },
    ]);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted']);
    expect(await soup.awaited()).toEqual([chop(0), chop(1)].sort());
  });

  it('starts once, however often it is asked to', async () => {
    await soup.start(id, soupOf('leek'));
    expect(await soup.start(id, soupOf('carrot', 'onion'))).toEqual([]);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted']);
  });

  it('starts once when it is asked to by two at the same time', async () => {
    await Promise.all([soup.start(id, soupOf('leek')), soup.start(id, soupOf('leek'))]);
    expect(await soup.commands()).toHaveLength(1);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted']);
  });

  it('passes over steps without commands, to the end if there is nothing else', async () => {
    expect(await soup.start(id, soupOf())).toEqual([]);
    expect(soup.ends).toEqual([{ id, completed: { vegetables: [], chopped: [], soup: 'nothing' } }]);
    expect(await soup.history(id)).toEqual([
      'SagaStarted',
      'StepStarted',
      'StepCompleted',
      'StepStarted',
      'StepCompleted',
      'SagaEnded',
    ]);
  });
});

describe('A process whose step fans out', () => {
  it('waits until every outcome is in', async () => {
    await soup.start(id, soupOf('leek', 'carrot', 'onion'));
    expect(await soup.settle(chop(1), done('sliced carrot'))).toEqual([]);
    expect(await soup.settle(chop(0), done('sliced leek'))).toEqual([]);
    expect(await soup.awaited()).toEqual([chop(2)]);
  });

  it('joins the outcomes in the order of the commands, whatever the order they come in', async () => {
    await soup.start(id, soupOf('leek', 'carrot', 'onion'));
    await soup.settle(chop(2), done('diced onion'));
    await soup.settle(chop(0), done('sliced leek'));
    const ingredients = ['sliced leek', 'sliced carrot', 'diced onion'];
    expect(await soup.settle(chop(1), done('sliced carrot'))).toEqual([
      { id: cook(), type: 'CookSoup', key: `task-${cook()}`, data: { taskId: cook(), ingredients } },
    ]);
  });

  it('joins once when all outcomes come at the same time', async () => {
    await soup.start(id, soupOf('leek', 'carrot', 'onion', 'turnip'));
    await Promise.all([0, 1, 2, 3].map((index) => soup.settle(chop(index), done(`${index}`))));
    const cooking = (await soup.commands()).filter(({ type }) => type === 'CookSoup');
    expect(cooking).toMatchObject([{ data: { ingredients: ['0', '1', '2', '3'] } }]);
    expect(await soup.awaited()).toEqual([cook()]);
  });

  it('goes on with what succeeded when its join says so', async () => {
    await soup.start(id, soupOf('leek', 'stone'));
    await soup.settle(chop(1), broken('It is a stone.'));
    expect(await soup.settle(chop(0), done('sliced leek'))).toMatchObject([{ data: { ingredients: ['sliced leek'] } }]);
  });

  it('handles a hundred and more of them', async () => {
    await soup.start(id, soupOf(...Array.from({ length: 120 }, (_, index) => `vegetable ${index}`)));
    for (let index = 0; index < 119; index++) await soup.settle(chop(index), done(`${index}`));
    const [command] = await soup.settle(chop(119), done('119'));
    expect((command?.data as { ingredients: string[] }).ingredients).toEqual(
      Array.from({ length: 120 }, (_, index) => `${index}`),
    );
    expect(await database.dataSource.query('select stream_id, version::int from snapshots')).toEqual([
      { stream_id: `saga-${id}`, version: 100 },
    ]);
  });
});

describe('A process that ends', () => {
  it('tells its owner the final state', async () => {
    await soup.start(id, soupOf('leek'));
    await soup.settle(chop(0), done('sliced leek'));
    expect(soup.ends).toEqual([]);
    await soup.settle(cook(), done('leek soup'));
    expect(soup.ends).toEqual([
      { id, completed: { vegetables: ['leek'], chopped: ['sliced leek'], soup: 'leek soup' } },
    ]);
    expect((await soup.history(id)).at(-1)).toBe('SagaEnded');
    expect(await soup.awaited()).toEqual([]);
  });

  it('tells its owner why it failed, and sends nothing more', async () => {
    await soup.start(id, soupOf('stone', 'brick'));
    await soup.settle(chop(0), broken('It is a stone.'));
    expect(await soup.settle(chop(1), broken('It is a brick.'))).toEqual([]);
    expect(soup.ends).toEqual([{ id, failed: { code: 'KITCHEN.BROKEN', detail: 'It is a stone.' } }]);
    expect(await soup.awaited()).toEqual([]);
  });

  it('ends together with what its owner does, or not at all', async () => {
    let isReady = false;
    const owned = new ProcessUnderTest(soupDefinition, database.dataSource, {
      completed: async () => {
        if (!isReady) throw new Error('The table is not laid.');
      },
    });
    await owned.start(id, soupOf('leek'));
    await owned.settle(chop(0), done('sliced leek'));
    await expect(owned.settle(cook(), done('leek soup'))).rejects.toThrow('The table is not laid.');
    expect(await owned.awaited()).toEqual([cook()]);
    expect(owned.ends).toEqual([]);
    isReady = true;
    await owned.settle(cook(), done('leek soup'));
    expect(owned.ends).toHaveLength(1);
  });
});

describe('An outcome that nobody waits for', () => {
  it('changes nothing when it has come before', async () => {
    await soup.start(id, soupOf('leek', 'carrot'));
    await soup.settle(chop(0), done('sliced leek'));
    const history = await soup.history(id);
    expect(await soup.settle(chop(0), done('mashed leek'))).toEqual([]);
    expect(await soup.history(id)).toEqual(history);
    await soup.settle(chop(1), done('sliced carrot'));
    expect((await soup.commands()).at(-1)).toMatchObject({ data: { ingredients: ['sliced leek', 'sliced carrot'] } });
  });

  it('changes nothing when it comes twice at the same time', async () => {
    await soup.start(id, soupOf('leek', 'carrot'));
    await Promise.all([soup.settle(chop(0), done('sliced leek')), soup.settle(chop(0), done('sliced leek'))]);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted', 'StepOutcomeReceived']);
  });

  it('changes nothing when it is of an earlier step', async () => {
    await soup.start(id, soupOf('leek'));
    await soup.settle(chop(0), done('sliced leek'));
    const history = await soup.history(id);
    expect(await soup.settle(chop(0), broken('Too late.'))).toEqual([]);
    expect(await soup.history(id)).toEqual(history);
    expect(await soup.awaited()).toEqual([cook()]);
  });

  it('changes nothing when it is of a later step, or of no process at all', async () => {
    await soup.start(id, soupOf('leek'));
    expect(await soup.settle(cook(), done('instant soup'))).toEqual([]);
    expect(await soup.settle(newId(), done('a rumour'))).toEqual([]);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted']);
  });

  it('changes nothing after the end', async () => {
    await soup.start(id, soupOf('leek'));
    await soup.settle(chop(0), done('sliced leek'));
    await soup.settle(cook(), done('leek soup'));
    const history = await soup.history(id);
    expect(await soup.settle(cook(), broken('It burnt.'))).toEqual([]);
    expect(await soup.history(id)).toEqual(history);
    expect(soup.ends).toHaveLength(1);
  });

  it('is told apart from one that is awaited', async () => {
    await soup.start(id, soupOf('leek'));
    const settle = (awaited: string) => soup.unitOfWork.run(() => soup.manager.settle(awaited, done('x')));
    expect(await settle(newId())).toMatchObject({ committed: true, value: false });
    expect(await settle(chop(0))).toMatchObject({ committed: true, value: true });
  });
});

describe('A process that is cancelled', () => {
  it('calls off what has not come yet, and nothing else', async () => {
    await soup.start(id, soupOf('leek', 'carrot', 'onion'));
    await soup.settle(chop(1), done('sliced carrot'));
    const released = await soup.cancel(id, 'Nobody is hungry.');
    expect(released.map(({ type, key, data }) => ({ type, key, data }))).toEqual(
      [chop(0), chop(2)].map((taskId) => ({
        type: 'PutBack',
        key: `task-${taskId}`,
        data: { taskId, reason: 'Nobody is hungry.' },
      })),
    );
    expect((await soup.history(id)).at(-1)).toBe('SagaEnded');
    expect(await soup.awaited()).toEqual([]);
  });

  it('takes in nothing any more', async () => {
    await soup.start(id, soupOf('leek'));
    await soup.cancel(id, 'Nobody is hungry.');
    expect(await soup.settle(chop(0), done('sliced leek'))).toEqual([]);
    expect(await soup.cancel(id, 'Really.')).toEqual([]);
    expect(await soup.history(id)).toEqual(['SagaStarted', 'StepStarted', 'SagaEnded']);
    expect(soup.ends).toEqual([]);
  });

  it('does not start again', async () => {
    await soup.start(id, soupOf('leek'));
    await soup.cancel(id, 'Nobody is hungry.');
    expect(await soup.start(id, soupOf('leek'))).toEqual([]);
  });

  it('stays as it is when it has ended or was never started', async () => {
    await soup.start(id, soupOf());
    expect(await soup.cancel(id, 'Too late.')).toEqual([]);
    expect(await soup.cancel(newId(), 'Too early.')).toEqual([]);
    expect((await soup.history(id)).filter((type) => type === 'SagaEnded')).toHaveLength(1);
  });

  it('is cancelled or goes on, never both, when the last outcome comes at the same time', async () => {
    await soup.start(id, soupOf('leek'));
    await Promise.all([soup.settle(chop(0), done('sliced leek')), soup.cancel(id, 'Nobody is hungry.')]);
    const [ended, types] = [await soup.awaited(), (await soup.commands()).map(({ type }) => type)];
    expect(ended).toEqual([]);
    expect((await soup.history(id)).at(-1)).toBe('SagaEnded');
    // Whichever came first: what was sent last was called off.
    expect(types.at(-1)).toBe('PutBack');
  });
});

describe('Two instances of a process', () => {
  it('do not mix', async () => {
    const other = newId();
    await soup.start(id, soupOf('leek', 'carrot'));
    await soup.start(other, soupOf('onion', 'turnip'));
    await soup.settle(chop(0), done('leek'));
    await soup.settle(chop(1, other), done('turnip'));
    await soup.settle(chop(0, other), done('onion'));
    await soup.settle(cook(other), done('onion soup'));
    expect(soup.ends).toMatchObject([{ id: other, completed: { chopped: ['onion', 'turnip'], soup: 'onion soup' } }]);
    expect(await soup.awaited()).toEqual([chop(1)]);
    await soup.cancel(other, 'Too late.');
    expect(await soup.settle(chop(1), done('carrot'))).toMatchObject([{ data: { ingredients: ['leek', 'carrot'] } }]);
  });
});

describe('A process whose service dies between', () => {
  it('goes on where it was, and asks again under the same ids', async () => {
    await soup.start(id, soupOf('leek', 'carrot'));
    await soup.settle(chop(0), done('sliced leek'));
    const before = await soup.history(id);
    const sent: string[] = [];
    const dying = soup.unitOfWork.run(async () => {
      await soup.manager.settle(chop(1), done('sliced carrot'));
      sent.push(
        ...soup.unitOfWork
          .buffered({ tenantId: 'default', streamId: `saga-${id}`, category: 'saga' })
          .map(({ type }) => type),
      );
      throw new Error('Killed.');
    });
    await expect(dying).rejects.toThrow('Killed.');
    expect(sent).toEqual(['StepOutcomeReceived', 'StepCompleted', 'StepStarted']);
    expect(await soup.history(id)).toEqual(before);
    const revived = new ProcessUnderTest(soupDefinition, database.dataSource);
    expect(await revived.settle(chop(1), done('sliced carrot'))).toMatchObject([{ id: cook() }]);
    await revived.settle(cook(), done('soup'));
    expect(revived.ends).toHaveLength(1);
  });

  it('appends the same events at every attempt to handle one message', async () => {
    await soup.start(id, soupOf('leek'));
    const cause = newId();
    const ids: string[][] = [];
    const attempt = (): Promise<unknown> =>
      withContext({ derivation: new IdDerivation(cause) }, () =>
        soup.unitOfWork.run(async () => {
          await soup.manager.settle(chop(0), done('sliced leek'));
          const stream = { tenantId: 'default', streamId: `saga-${id}`, category: 'saga' };
          ids.push(soup.unitOfWork.buffered(stream).map((event) => event.id));
          if (ids.length === 1) throw new Error('Killed.');
        }),
      );
    await attempt().catch(() => undefined);
    await attempt();
    expect(ids[1]).toEqual(ids[0]);
  });
});

describe('A process whose definition has changed', () => {
  const newer = { ...soupDefinition, version: '2.0.0' };

  it('is held while an instance of the old version runs', async () => {
    await soup.start(id, soupOf('leek'));
    const changed = new ProcessUnderTest(newer, database.dataSource);
    await expect(changed.settle(chop(0), done('sliced leek'))).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'SAGA.UNKNOWN_VERSION',
      message: `Saga ${id} runs soup 1.0.0, this build has 2.0.0.`,
    });
    expect(await soup.awaited()).toEqual([chop(0)]);
  });

  it('leaves instances that have ended alone', async () => {
    await soup.start(id, soupOf());
    const changed = new ProcessUnderTest(newer, database.dataSource);
    expect(await changed.start(id, soupOf('leek'))).toEqual([]);
    expect(await changed.cancel(id, 'Too late.')).toEqual([]);
  });
});
