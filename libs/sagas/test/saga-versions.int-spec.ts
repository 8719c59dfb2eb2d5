import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { EVENT_STORE_MIGRATIONS, poolClient, PostgresEventStore } from '@edda/event-store';
import { newId } from '@edda/kernel';
import { message } from '@edda/event-schemas';
import {
  createTestDatabase,
  eventually,
  POSTGRES_START_TIMEOUT_MS,
  startThrowAwayPostgres,
  type ThrowAwayPostgres,
} from '@edda/test-database';
import {
  CreateAwaitedOutcomes1760000000200,
  getSaga,
  outcomeId,
  SAGA_MIGRATIONS,
  SagaStarted,
  StepStarted,
  stepsOf,
  type SagaDefinition,
} from '../src/index.js';
import { askingSaga, orderOf, orderSaga, type Order } from './support/orders.js';
import { processOver, SagaWorld } from './support/saga-world.js';

let postgres: ThrowAwayPostgres;
let world: SagaWorld;

beforeAll(async () => {
  postgres = await startThrowAwayPostgres();
  world = await SagaWorld.open(postgres);
}, POSTGRES_START_TIMEOUT_MS);

afterEach(() => world.clear());

afterAll(async () => {
  await world.close();
  await postgres.stop();
});

const ORDER = orderSaga({ reserve: () => undefined, release: () => undefined, ship: () => undefined });

/** Asks once where the first version asks twice. */
const asksOnce: SagaDefinition<Order> = {
  ...askingSaga,
  version: '2.0.0',
  steps: [
    stepsOf<Order>().signal<string>('first', {
      signal: 'answer',
      apply: (order, answer) => ({ ...order, done: [...order.done, `once ${answer}`] }),
    }),
  ],
  migrate: { '1.0.0': (state) => ({ state: state as Order, step: 'first' }) },
};

describe('The versions of a definition', () => {
  it('stand side by side: an instance keeps the one it was started with, and new ones get the newest', async () => {
    const old = await world.process([askingSaga]);
    const [before, after] = [newId(), newId()];
    await old.runner.start('asking', before, orderOf('soup'));
    await world.until(before, ({ step }) => step === 'first');
    await old.stop();
    const { runner } = await world.process([asksOnce, askingSaga]);
    await runner.start('asking', after, orderOf('soup'));
    await runner.signal(before, 'answer', 'yes');
    await runner.signal(after, 'answer', 'yes');
    expect(await world.ended(after)).toMatchObject({ version: '2.0.0' });
    expect(await world.until(before, ({ step }) => step === 'second')).toMatchObject({ version: '1.0.0' });
  });

  it('are changed for an instance when somebody asks for it', async () => {
    const { runner } = await world.process([asksOnce, askingSaga]);
    const id = newId();
    await runner.start('asking', id, orderOf('soup'), { version: '1.0.0' });
    await world.until(id, ({ step }) => step === 'first');
    await runner.control(id, { action: 'migrate', toVersion: '2.0.0', by: 'ann', reason: 'shorter' });
    await world.until(id, ({ version }) => version === '2.0.0');
    await runner.signal(id, 'answer', 'yes');
    expect(await world.ended(id)).toMatchObject({ version: '2.0.0', status: 'completed' });
    expect(await world.history(id)).toContain('SagaMigrated');
  });

  it('that have running instances cannot be left out: the start is refused with their number', async () => {
    const { runner, stop } = await world.process([askingSaga, ORDER]);
    const ids = [newId(), newId(), newId()];
    await Promise.all(ids.map((id) => runner.start('asking', id, orderOf('soup'))));
    await runner.start('order', newId(), orderOf('soup'));
    for (const id of ids) await world.until(id, ({ step }) => step === 'first');
    await stop();
    const { runner: next } = processOver(world.dataSource, [asksOnce, ORDER]);
    await expect(next.begin()).rejects.toMatchObject({
      code: 'SAGA.VERSION_IN_USE',
      message:
        '3 instances of asking 1.0.0 are running, and this build does not have that version: register it too, ' +
        'or migrate them (npm run sagas -- migrate …).',
    });
    const { runner: complete, stop: stopAgain } = processOver(world.dataSource, [asksOnce, askingSaga, ORDER]);
    await complete.begin();
    await stopAgain();
  });

  it('that are newer than those of a build do not keep it from starting: it is being replaced', async () => {
    const { runner, stop } = await world.process([asksOnce, askingSaga]);
    const id = newId();
    await runner.start('asking', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'first');
    await stop();
    const { runner: former, stop: stopFormer } = processOver(world.dataSource, [askingSaga]);
    await former.begin();
    await former.signal(id, 'answer', 'yes');
    await stopFormer();
    await world.process([asksOnce, askingSaga]);
    expect(await world.ended(id)).toMatchObject({ version: '2.0.0', status: 'completed' });
  });

  it('that only another process has are left to that', async () => {
    const old = await world.process([askingSaga]);
    const other = await world.process([asksOnce, askingSaga]);
    const id = newId();
    await other.runner.start('asking', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'first');
    // Whoever hands it in, only the one that knows the version moves it.
    await old.runner.signal(id, 'answer', 'yes');
    expect(await world.ended(id)).toMatchObject({ version: '2.0.0', status: 'completed' });
  });

  it('that a build does not have keep it from nothing else, however much has arrived for them', async () => {
    const newer = await world.process([asksOnce, askingSaga]);
    const [foreign, own] = [newId(), newId()];
    await newer.runner.start('asking', foreign, orderOf('soup'));
    await world.until(foreign, ({ step }) => step === 'first');
    await newer.stop();
    const { runner } = await world.process([askingSaga]);
    await runner.start('asking', own, orderOf('soup'));
    await world.until(own, ({ step }) => step === 'first');
    for (let count = 0; count < 600; count++) await runner.signal(foreign, 'other', count);
    await runner.signal(own, 'answer', 'yes');
    await world.until(own, ({ step }) => step !== 'first');
  });

  it('are registered once, and must be able to work', () => {
    const { runner } = processOver(world.dataSource, [askingSaga]);
    expect(() => runner.register(askingSaga)).toThrow('Saga asking 1.0.0 is registered twice');
    expect(() => runner.register({ ...askingSaga, version: '3.0.0', steps: [] })).toThrow();
  });
});

describe('The migration', () => {
  it('takes over what the build before had running', async () => {
    const database = await createTestDatabase(postgres, {
      label: 'former',
      migrations: [...EVENT_STORE_MIGRATIONS, CreateAwaitedOutcomes1760000000200],
    });
    const store = new PostgresEventStore(database.dataSource, { source: 'kitchen' });
    const id = newId();
    const charge = outcomeId(id, 'charge', 1, 0);
    const stream = { tenantId: 'default', streamId: `saga-${id}`, category: 'saga' };
    await store.append(
      stream,
      [
        message(SagaStarted, { definition: 'order', definitionVersion: '1.0.0', state: orderOf('soup') }),
        message(StepStarted, { step: 'charge', round: 1, awaits: [charge] }),
      ],
      { expected: 'none' },
    );
    await database.dataSource.query(
      'insert into saga_awaited_outcomes (saga, outcome_id, instance_id) values ($1, $2, $3)',
      ['order', charge, id],
    );
    const runner = database.dataSource.createQueryRunner();
    for (const Migration of SAGA_MIGRATIONS.slice(1)) await new Migration().up(runner);
    await runner.release();
    const client = poolClient(database.dataSource);
    expect(await getSaga(client, id, 'default')).toMatchObject({
      saga: 'order',
      version: '1.0.0',
      status: 'running',
      step: 'charge',
    });
    const process = processOver(database.dataSource, [ORDER]);
    await process.runner.begin();
    await process.runner.settle(charge, { ok: true, result: null });
    await eventually(async () => {
      expect(await getSaga(client, id, 'default')).toMatchObject({ status: 'completed' });
    });
    await process.stop();
    await store.close();
    await database.close();
  });
});
