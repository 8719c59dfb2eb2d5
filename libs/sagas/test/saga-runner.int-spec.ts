import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/test-database';
import { eventually } from '@edda/test-database';
import { outcomeId } from '../src/index.js';
import { alarmSaga, chainSaga, orderOf, orderSaga, type Shop } from './support/orders.js';
import { SagaWorld } from './support/saga-world.js';

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

const shop = (changes: Partial<Shop> = {}): Shop => ({
  reserve: () => undefined,
  release: () => undefined,
  ship: () => undefined,
  ...changes,
});

describe('A saga of local steps', () => {
  it('runs to its end', async () => {
    const seen: number[] = [];
    const { runner } = await world.process([chainSaga(3, (_, step) => seen.push(step))]);
    const id = newId();
    expect(await runner.start('chain', id, orderOf('soup'))).toBe(true);
    expect(await world.ended(id)).toMatchObject({ saga: 'chain', version: '1.0.0', status: 'completed', step: null });
    expect(seen).toEqual([1, 2, 3]);
    expect(await world.history(id)).toEqual([
      'SagaStarted',
      'StepStarted',
      'StepCompleted',
      'StepStarted',
      'StepCompleted',
      'StepStarted',
      'StepCompleted',
      'SagaEnded',
    ]);
  });

  it('starts once, however often and by how many it is asked to', async () => {
    const { runner } = await world.process([chainSaga(1)]);
    const id = newId();
    const starts = await Promise.all(Array.from({ length: 5 }, () => runner.start('chain', id, orderOf('soup'))));
    expect(starts.filter(Boolean)).toHaveLength(1);
    await world.ended(id);
    expect(await runner.start('chain', id, orderOf('soup'))).toBe(false);
    expect(await world.history(id)).toEqual(['SagaStarted', 'StepStarted', 'StepCompleted', 'SagaEnded']);
  });
});

describe('A saga whose step goes to another context', () => {
  it('sends the command under the id its outcome is recognised by, and goes on with it', async () => {
    const { runner } = await world.process([orderSaga(shop())]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    const charge = outcomeId(id, 'charge', 1, 0);
    expect(await world.commands()).toMatchObject([{ id: charge, type: 'ChargeCard', key: `payment-${charge}` }]);
    await runner.settle(charge, { ok: true, result: null });
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
    expect(await world.count('saga_inbox')).toBe(0);
    expect(await world.count('saga_awaited_outcomes')).toBe(0);
  });

  it('undoes what was done when the command fails', async () => {
    const released: string[] = [];
    const { runner } = await world.process([orderSaga(shop({ release: ({ item }) => void released.push(item) }))]);
    const id = newId();
    await runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    const failure = { code: 'CARD.DECLINED', detail: 'No money.' };
    await runner.settle(outcomeId(id, 'charge', 1, 0), { ok: false, failure });
    expect(await world.ended(id)).toMatchObject({ status: 'failed', failure });
    expect(released).toEqual(['soup']);
  });
});

describe('A saga that sleeps', () => {
  it('goes on when the time has come, by whoever looks then', async () => {
    const rung: string[] = [];
    const { runner } = await world.process([alarmSaga(({ item }) => rung.push(item))]);
    const ids = Array.from({ length: 5 }, () => newId());
    await Promise.all(ids.map((id, index) => runner.start('alarm', id, orderOf(String(50 + index * 20)))));
    for (const id of ids) await world.ended(id);
    expect(rung).toEqual(['50', '70', '90', '110', '130']);
  });
});

describe('What a process leaves behind', () => {
  it('is taken over when it stops', async () => {
    const first = await world.process([orderSaga(shop())]);
    const id = newId();
    await first.runner.start('order', id, orderOf('soup'));
    await world.until(id, ({ step }) => step === 'charge');
    await first.stop();
    const second = await world.process([orderSaga(shop())]);
    await second.runner.settle(outcomeId(id, 'charge', 1, 0), { ok: true, result: null });
    expect(await world.ended(id)).toMatchObject({ status: 'completed' });
  });

  it('is given back with its local work, which is begun again elsewhere', async () => {
    let isFirst = true;
    const begun: string[] = [];
    const reserve = async (): Promise<void> => {
      begun.push(isFirst ? 'first' : 'second');
      if (isFirst) await new Promise(() => undefined);
    };
    const first = await world.process([orderSaga(shop({ reserve }))]);
    const id = newId();
    await first.runner.start('order', id, orderOf('soup'));
    await eventually(async () => expect(begun).toEqual(['first']));
    isFirst = false;
    const stopping = first.runner.stop(200);
    await stopping;
    await world.process([orderSaga(shop({ reserve }))]);
    await world.until(id, ({ step }) => step === 'charge');
    expect(begun).toEqual(['first', 'second']);
  });
});
