import { describe, expect, it } from '@jest/globals';
import { EddaError } from '@edda/kernel';
import { errand, runErrand } from '../../test/support/errands.js';
import type { SagaFailure } from '../definition/outcome.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { givenSaga } from '../testing/given-saga.js';
import { outcomeId } from './outcome-id.js';

const { action, command, forEach, loop, signal } = stepsOf<object>();
const failure: SagaFailure = { code: 'NO', detail: 'It did not work.' };
const no = { ok: false, failure } as const;
const yes = { ok: true, result: undefined } as const;

function saga(...steps: SagaStep<object>[]): SagaDefinition<object> {
  return { name: 'order', version: '1.0.0', steps };
}

function undone(name: string, log: unknown[] = [], result: unknown = name): SagaStep<object> {
  return action(name, { run: () => result, compensate: { run: (_state, was) => void log.push(was) } });
}

const ask = command('ask', { command: () => errand('ask') });

describe('A saga that fails', () => {
  it('undoes what was done, the last first, with what it came to', async () => {
    const log: unknown[] = [];
    await givenSaga(saga(undone('first', log, 1), undone('second', log, 2), ask))
      .started({})
      .outcome('ask', no)
      .thenCompensates('second', 'first')
      .thenEnds('failed', 'NO')
      .thenHistory(
        'SagaStarted',
        'StepStarted first',
        'StepCompleted first',
        'StepStarted second',
        'StepCompleted second',
        'StepStarted ask',
        'StepFailed ask',
        'CompensationStarted ask',
        'StepCompensationStarted second',
        'StepCompensated second',
        'StepCompensationStarted first',
        'StepCompensated first',
        'SagaEnded',
      );
    expect(log).toEqual([2, 1]);
  });

  it('undoes each round of a loop', async () => {
    const rounds = loop('again', { while: (_state, round) => round <= 2, atMost: 2, steps: [undone('inner')] });
    await givenSaga(saga(rounds, ask)).started({}).outcome('ask', no).thenCompensates('inner#2', 'inner');
  });

  it('undoes the items of a fan-out in the reverse of the order they were done in', async () => {
    const steps = saga(
      forEach<string>('gather', {
        items: () => ['a', 'b', 'c'],
        each: { command: (_state, item) => errand(item) },
        compensate: { run: () => undefined },
      }),
      ask,
    );
    await givenSaga(steps)
      .started({})
      .outcome('gather', yes, 1)
      .outcome('gather', yes, 0)
      .outcome('gather', yes, 2)
      .outcome('ask', no)
      .thenCompensates('gather[2]', 'gather', 'gather[1]');
  });

  it('calls off the rest of a fan-out and undoes it as well: nobody knows how far it came', async () => {
    const steps = saga(
      forEach<string>('gather', {
        items: () => ['a', 'b', 'c'],
        each: { command: (_state, item) => errand(item), release: (_state, item) => errand(`release ${item}`) },
        compensate: { run: () => undefined },
      }),
    );
    await givenSaga(steps)
      .started({})
      .outcome('gather', yes, 0)
      .outcome('gather', no, 1)
      .thenSends(runErrand('release c'))
      .thenCompensates('gather[2]', 'gather')
      .thenEnds('failed', 'NO');
  });

  it('does not undo what failed, unless it is to', async () => {
    const compensate = { run: () => undefined };
    await givenSaga(saga(command('ask', { command: () => errand('ask'), compensate })))
      .started({})
      .outcome('ask', no)
      .thenCompensates()
      .thenEnds('failed', 'NO');
    await givenSaga(saga(command('ask', { command: () => errand('ask'), compensate, compensateIfFailed: true })))
      .started({})
      .outcome('ask', no)
      .thenCompensates('ask')
      .thenEnds('failed', 'NO');
  });

  it('undoes what took too long, and what was done although its result could not be taken in', async () => {
    const compensate = { run: () => undefined };
    await givenSaga(saga(command('ask', { command: () => errand('ask'), timeoutMs: 1000, compensate })))
      .started({})
      .after('1 s')
      .thenCompensates('ask')
      .thenEnds('failed', 'SAGA.STEP_TIMED_OUT');
    const apply = (): never => {
      throw new Error('no such field');
    };
    await givenSaga(saga(action('first', { run: () => 1, apply, compensate })))
      .started({})
      .thenCompensates('first')
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });

  it('waits for the other service where that one has to undo it', async () => {
    const id = '01890000-0000-7000-8000-000000000001';
    const keys: unknown[] = [];
    const steps = saga(
      action('pay', {
        run: () => 'payment-1',
        compensate: {
          command: (_state, payment, { undoes, attempt }) => {
            keys.push(undoes);
            return errand(`refund ${payment}`, attempt);
          },
          timeoutMs: 60_000,
          retry: { attempts: 3, backoff: { initial: 1000, jitter: 0 } },
        },
      }),
      ask,
    );
    await givenSaga(steps, id)
      .started({})
      .outcome('ask', no)
      .thenSends(runErrand('refund payment-1'))
      .thenIs('compensating')
      .thenWaitsFor({ kind: 'outcome', step: 'pay', until: new Date('2026-01-01T00:01:00.000Z') })
      .outcome('pay', no)
      .thenWaitsFor({ kind: 'retry', step: 'pay' })
      .after('1 s')
      .thenSends(runErrand('refund payment-1', 2))
      .after('1 min')
      .after('2 s')
      .thenSends(runErrand('refund payment-1', 3))
      .outcome('pay', yes)
      .thenCompensates('pay')
      .thenEnds('failed', 'NO');
    expect(new Set(keys)).toEqual(new Set([outcomeId(id, 'pay', 1, 0)]));
  });

  it('is stuck where something cannot be undone, until somebody lets it try again or skips it', async () => {
    let broken = true;
    const run = (): void => {
      if (broken) throw new EddaError('conflict', 'STOCK.CLOSED', 'The stock is closed.');
    };
    const steps = saga(undone('first'), action('second', { run: () => 2, compensate: { run } }), ask);
    const stuck = () => givenSaga(steps).started({}).outcome('ask', no).thenIsStuck('second', 'STOCK.CLOSED');
    await stuck().thenWaitsFor({ kind: 'decision', step: 'second' }).retry().thenIsStuck('second', 'STOCK.CLOSED');
    await stuck()
      .meanwhile(() => (broken = false))
      .retry({ by: 'ann', reason: 'opened' })
      .thenCompensates('second', 'first')
      .thenEnds('failed', 'NO');
    broken = true;
    await stuck().skip().thenCompensates('first').thenEnds('failed', 'NO');
  });

  it('tells its owner once everything is undone', async () => {
    const told: unknown[] = [];
    const definition = {
      ...saga(undone('first'), ask),
      end: { failed: (_id: string, why: SagaFailure) => void told.push(why) },
    };
    await givenSaga(definition).started({}).outcome('ask', no);
    expect(told).toEqual([failure]);
  });
});

describe('A step that is held when it fails', () => {
  const held = command('ask', {
    command: (_state, { attempt }) => errand('ask', attempt),
    onFailure: 'hold',
  });

  it('is tried again when somebody asks for it', async () => {
    await givenSaga(saga(undone('first'), held))
      .started({})
      .outcome('ask', no)
      .thenIsStuck('ask', 'NO')
      .thenCompensates()
      .retry()
      .thenSends(runErrand('ask', 2))
      .outcome('ask', yes)
      .thenEnds('completed');
  });

  it('is skipped when somebody asks for it', async () => {
    await givenSaga(saga(undone('first'), held))
      .started({})
      .outcome('ask', no)
      .skip()
      .thenEnds('completed');
  });

  it('lets the saga be cancelled, with or without undoing what was done', async () => {
    const stuck = () =>
      givenSaga(saga(undone('first'), held))
        .started({})
        .outcome('ask', no);
    await stuck().cancel().thenCompensates('first').thenEnds('cancelled', 'SAGA.CANCELLED');
    await stuck().cancel({ compensate: false }).thenCompensates().thenEnds('cancelled', 'SAGA.CANCELLED');
  });

  it('keeps the outcomes of the other items, and tries the failed ones alone', async () => {
    const steps = saga(
      forEach<string>('gather', {
        items: () => ['a', 'b', 'c'],
        each: { command: (_state, item, { attempt }) => errand(item, attempt) },
        onFailure: 'hold',
      }),
    );
    await givenSaga(steps)
      .started({})
      .outcome('gather', no, 1)
      .thenIsStuck('gather', 'NO')
      .outcome('gather', yes, 0)
      .thenIsStuck('gather')
      .retry()
      .thenSends(runErrand('b', 2))
      .outcome('gather', yes, 2)
      .outcome('gather', yes, 1)
      .thenEnds('completed');
  });

  it('has the local work beside it run again as well', async () => {
    let broken = true;
    const letGo: (() => void)[] = [];
    const steps = saga(
      forEach<string>('gather', {
        items: () => ['fails', 'runs'],
        each: {
          run: (_state, item) => {
            if (item === 'runs') return new Promise<void>((resolve) => letGo.push(resolve));
            if (broken) throw new EddaError('conflict', 'NO', 'It did not work.');
            return undefined;
          },
        },
        onFailure: 'hold',
      }),
    );
    await givenSaga(steps)
      .started({})
      .thenIsStuck('gather', 'NO')
      .meanwhile(() => letGo[0]?.())
      .thenIsStuck('gather', 'NO')
      .meanwhile(() => (broken = false))
      .retry()
      .thenRuns('gather', 'gather[1]')
      .meanwhile(() => letGo[1]?.())
      .thenEnds('completed');
  });

  it('begins anew when it could not even begin', async () => {
    let broken = true;
    const steps = saga(
      forEach<string>('gather', {
        items: () => {
          if (broken) throw new Error('no list');
          return ['a'];
        },
        each: { command: (_state, item) => errand(item) },
        onFailure: 'hold',
      }),
    );
    await givenSaga(steps)
      .started({})
      .thenIsStuck('gather', 'SAGA.CODE_FAILED')
      .meanwhile(() => (broken = false))
      .retry()
      .thenSends(runErrand('a'))
      .outcome('gather', yes)
      .thenEnds('completed');
  });
});

describe('A saga that fails while it waits', () => {
  it('undoes what was done when a signal does not come', async () => {
    await givenSaga(saga(undone('first'), signal('approve', { signal: 'approved', timeoutMs: 1000 })))
      .started({})
      .after('1 s')
      .thenCompensates('first')
      .thenEnds('failed', 'SAGA.SIGNAL_TIMED_OUT');
  });
});
