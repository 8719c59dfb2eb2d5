import { describe, expect, it } from '@jest/globals';
import type { NewMessage } from '@edda/event-schemas';
import { errand, RunErrand, runErrand } from '../../test/support/errands.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { definitionOf } from '@edda/event-schemas';
import { millisecondsOf, type Duration } from './duration.js';
import { givenSaga, type GivenSaga } from './given-saga.js';

interface Order {
  items: string[];
}

const { action, command, sleep } = stepsOf<Order>();
const order: Order = { items: ['book'] };

function saga(...steps: SagaStep<Order>[]): SagaDefinition<Order> {
  return { name: 'order', version: '1.0.0', steps };
}

const asks = saga(
  action('reserve', { run: () => undefined, compensate: { run: () => undefined } }),
  command('ask', { command: () => errand('ask') }),
  sleep('rest', () => 1000),
);

describe('A sentence about a saga', () => {
  it.each<[string, (given: GivenSaga<Order>) => GivenSaga<Order>]>([
    ['sends', (given) => given.thenSends()],
    ['sends what', (given) => given.thenSends(runErrand('other'))],
    ['runs', (given) => given.thenRuns('ask')],
    ['nothing', (given) => given.thenNothing()],
    ['refused', (given) => given.thenRefused()],
    ['compensates', (given) => given.thenCompensates('reserve')],
    ['waits for', (given) => given.thenWaitsFor('rest')],
    ['waits for less', (given) => given.thenWaitsFor()],
    ['waits for what', (given) => given.thenWaitsFor({ kind: 'timer' })],
    ['is stuck', (given) => given.thenIsStuck('ask')],
    ['is', (given) => given.thenIs('paused')],
    ['ends', (given) => given.thenEnds('completed')],
    ['state', (given) => given.thenState({ items: [] })],
    ['state by a function', (given) => given.thenState(({ items }) => expect(items).toEqual([]))],
    ['reported', (given) => given.thenReported('reserve', 1)],
    ['history', (given) => given.thenHistory('SagaStarted')],
    ['outcome of a step that waits for none', (given) => given.outcome('reserve', { ok: true, result: 1 })],
  ])('fails when it is not so: %s', async (_name, then) => {
    await expect(then(givenSaga(asks).started(order))).rejects.toThrow();
  });

  it('is not gone on with once it has failed', async () => {
    const done: string[] = [];
    const given = givenSaga(asks)
      .started(order)
      .thenIs('paused')
      .meanwhile(() => done.push('later'));
    await expect(given).rejects.toThrow();
    expect(done).toEqual([]);
  });

  it('finds a step that changes the state it is given', async () => {
    const pushes = action('pushes', { run: ({ items }) => void items.push('pen'), retry: { attempts: 1 } });
    await givenSaga(saga(pushes))
      .started(order)
      .thenEnds('failed', 'SAGA.ACTION_FAILED')
      .thenState({ items: ['book'] });
  });

  it('finds a command that does not fit its schema', async () => {
    const wrong = { definition: definitionOf(RunErrand), data: { errand: 1 } } as unknown as NewMessage;
    const sends = command('ask', { command: () => ({ message: wrong, key: 'k' }) });
    const given = givenSaga(saga(sends)).started(order).thenSends();
    await expect(given.thenEnds('completed')).rejects.toThrow('RunErrand 1.0.0 does not fit its schema');
  });

  it('finds a definition that cannot work', () => {
    expect(() => givenSaga(saga())).toThrow('Saga order 1.0.0 has no steps');
  });

  it('gives results and states as they come back from where they are kept', async () => {
    const dated = action<Date>('date', {
      run: () => new Date('2026-02-03T00:00:00.000Z'),
      apply: (_state, date) => ({ items: [typeof date] }),
    });
    await givenSaga(saga(dated))
      .started(order)
      .thenState({ items: ['string'] });
  });

  it('tells the owner of the end, once', async () => {
    const told: string[] = [];
    const end = { completed: () => void told.push('completed'), cancelled: () => void told.push('cancelled') };
    await givenSaga({ ...asks, end })
      .started(order)
      .cancel()
      .cancel();
    await givenSaga({ ...asks, end })
      .started(order)
      .skip()
      .after('1 s');
    expect(told).toEqual(['cancelled', 'completed']);
  });

  it('can be said in parts', async () => {
    const given = givenSaga(asks).started(order);
    await given;
    given.outcome('ask', { ok: true, result: 1 });
    await given.thenWaitsFor('rest');
    await givenSaga(asks)
      .history(await given.events())
      .after('1 s')
      .thenEnds('completed');
  });
});

describe('A duration', () => {
  it.each<[Duration, number]>([
    [5, 5],
    ['5 ms', 5],
    ['1.5 s', 1500],
    ['15 min', 900_000],
    ['1 h', 3_600_000],
    ['2 d', 172_800_000],
  ])('is written in words: %s', (duration, milliseconds) => {
    expect(millisecondsOf(duration)).toBe(milliseconds);
  });

  it('is refused when it is none', () => {
    expect(() => millisecondsOf('1 week' as Duration)).toThrow('"1 week" is no duration: write it such as "15 min"');
  });
});
