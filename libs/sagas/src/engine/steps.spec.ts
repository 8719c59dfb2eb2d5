import { describe, expect, it } from '@jest/globals';
import type { NewMessage } from '@edda/event-schemas';
import { EddaError } from '@edda/kernel';
import { errand, runErrand } from '../../test/support/errands.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { givenSaga } from '../testing/given-saga.js';
import { outcomeId } from './outcome-id.js';

interface Order {
  log: string[];
}

const { action, command, forEach, signal, sleep } = stepsOf<Order>();
const log = (state: Order, ...entries: string[]): Order => ({ log: [...state.log, ...entries] });
const order: Order = { log: [] };
const failure = { code: 'NO', detail: 'It did not work.' };

function saga(...steps: SagaStep<Order>[]): SagaDefinition<Order> {
  return { name: 'order', version: '1.0.0', steps };
}

describe('A local step', () => {
  it('runs, and its result is taken into the state before the next one runs', async () => {
    const seen: string[][] = [];
    const steps = saga(
      action<string>('first', { run: () => 'one', apply: (state, result) => log(state, result) }),
      action('second', { run: (state) => void seen.push(state.log) }),
    );
    await givenSaga(steps)
      .started(order)
      .thenRuns('first', 'second')
      .thenState({ log: ['one'] })
      .thenEnds('completed')
      .thenHistory(
        'SagaStarted',
        'StepStarted first',
        'StepCompleted first',
        'StepStarted second',
        'StepCompleted second',
        'SagaEnded',
      );
    expect(seen).toEqual([['one']]);
  });

  it('is tried again after growing waits, as long as it may', async () => {
    let runs = 0;
    const steps = saga(
      action('flaky', {
        run: () => {
          if (++runs < 3) throw new Error('busy');
        },
        retry: { attempts: 3, backoff: { initial: 1000, factor: 10, max: 60_000, jitter: 0 } },
      }),
    );
    await givenSaga(steps)
      .started(order)
      .thenWaitsFor({ kind: 'retry', step: 'flaky', until: new Date('2026-01-01T00:00:01.000Z') })
      .after('1 s')
      .thenRuns('flaky')
      .after('9 s')
      .thenNothing()
      .after('1 s')
      .thenEnds('completed');
    expect(runs).toBe(3);
  });

  it('fails the saga when its attempts run out', async () => {
    const run = (): never => {
      throw new Error('busy');
    };
    await givenSaga(saga(action('flaky', { run, retry: { attempts: 2 } })))
      .started(order)
      .after('1 min')
      .thenEnds('failed', 'SAGA.ACTION_FAILED')
      .thenHistory(
        'SagaStarted',
        'StepStarted flaky',
        'StepFailed flaky',
        'StepRetried flaky',
        'StepFailed flaky',
        'SagaEnded',
      );
  });

  it('is not tried again after an error that stays', async () => {
    const run = (): never => {
      throw new EddaError('invalid', 'ORDER.EMPTY', 'The order has no items.');
    };
    await givenSaga(saga(action('check', { run })))
      .started(order)
      .thenEnds('failed', 'ORDER.EMPTY');
  });

  it('is aborted and tried again when an attempt takes too long', async () => {
    const aborted: boolean[] = [];
    const steps = saga(
      action('slow', {
        run: (_state, execution) => {
          if (execution.attempt > 1) return undefined;
          return new Promise<void>((_, reject) => {
            execution.signal.addEventListener('abort', () => {
              aborted.push(true);
              reject(new Error('aborted'));
            });
          });
        },
        timeoutMs: 5000,
        retry: { attempts: 2, backoff: { initial: 1000, jitter: 0 } },
      }),
    );
    await givenSaga(steps)
      .started(order)
      .thenWaitsFor({ kind: 'action', step: 'slow' })
      .after('4 s')
      .thenNothing()
      .after('2 s')
      .thenEnds('completed');
    expect(aborted).toEqual([true]);
  });

  it('has the same idempotency key at each attempt, and finds what it reported', async () => {
    const keys: string[] = [];
    const found: unknown[] = [];
    const steps = saga(
      action('fetch', {
        run: (_state, { idempotencyKey, reported, report }) => {
          keys.push(idempotencyKey);
          found.push(reported);
          report({ bytes: keys.length });
          if (keys.length === 1) throw new Error('cut off');
        },
      }),
    );
    await givenSaga(steps).started(order).after('1 min').thenReported('fetch', { bytes: 2 }).thenEnds('completed');
    expect(new Set(keys).size).toBe(1);
    expect(found).toEqual([null, { bytes: 1 }]);
  });

  it('fails, and never breaks the engine, when its pure code throws', async () => {
    const apply = (): never => {
      throw new Error('no such field');
    };
    await givenSaga(saga(action('first', { run: () => undefined, apply })))
      .started(order)
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });
});

describe('A command step', () => {
  it('sends its command under an id that the outcome finds it by, and goes on with the outcome', async () => {
    const id = '01890000-0000-7000-8000-000000000001';
    const steps = saga(
      command<string>('ask', {
        command: (_state, execution) => errand(execution.id),
        apply: (state, result) => log(state, result),
      }),
    );
    await givenSaga(steps, id)
      .started(order)
      .thenSends(runErrand(outcomeId(id, 'ask', 1, 0)))
      .thenWaitsFor({ kind: 'outcome', step: 'ask', until: null })
      .settled(outcomeId(id, 'ask', 1, 0), { ok: true, result: 'done' })
      .thenState({ log: ['done'] })
      .thenEnds('completed');
  });

  it('is through at once when there is nothing to ask for', async () => {
    await givenSaga(saga(command('ask', { command: () => null })))
      .started(order)
      .thenSends()
      .thenEnds('completed');
  });

  it('fails with a command that its receiver would not understand, and sends nothing', async () => {
    const wrong = { ...errand('ask').message, data: { errand: 7 } } as unknown as NewMessage;
    await givenSaga(saga(command('ask', { command: () => ({ message: wrong, key: 'k' }) })))
      .started(order)
      .thenSends()
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });

  it('asks again under another id, and takes no answer to the first question then', async () => {
    const id = '01890000-0000-7000-8000-000000000001';
    const steps = saga(
      command('ask', {
        command: (_state, { attempt }) => errand('ask', attempt),
        retry: { attempts: 2, backoff: { initial: 1000, jitter: 0 } },
      }),
    );
    await givenSaga(steps, id)
      .started(order)
      .outcome('ask', { ok: false, failure })
      .thenSends()
      .after('1 s')
      .thenSends(runErrand('ask', 2))
      .settled(outcomeId(id, 'ask', 1, 0), { ok: true, result: 'late' })
      .thenNothing()
      .outcome('ask', { ok: false, failure })
      .thenEnds('failed', 'NO');
  });

  it('calls off a command that takes too long', async () => {
    const steps = saga(
      command('ask', {
        command: (_state, { attempt }) => errand('ask', attempt),
        release: (_state, { attempt }, reason) => errand(`release: ${reason}`, attempt),
        timeoutMs: 60_000,
        retry: { attempts: 2, backoff: { initial: 1000, jitter: 0 } },
      }),
    );
    await givenSaga(steps)
      .started(order)
      .after('1 min')
      .thenSends(runErrand('release: It took longer than 60000 ms.', 1))
      .thenWaitsFor({ kind: 'retry', step: 'ask', until: new Date('2026-01-01T00:01:01.000Z') })
      .after('1 s')
      .thenSends(runErrand('ask', 2))
      .after('2 min')
      .thenEnds('failed', 'SAGA.STEP_TIMED_OUT');
  });
});

describe('A fan-out', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];

  it('sends for each item and takes the outcomes in the order of the items', async () => {
    const steps = saga(
      forEach<string, string>('gather', {
        items: () => ['a', 'b', 'c'],
        each: { command: (_state, item) => errand(item) },
        apply: (state, outcomes) => log(state, ...outcomes.map((one) => (one.ok ? one.result : one.failure.code))),
      }),
    );
    await givenSaga(steps)
      .started(order)
      .thenSends(runErrand('a'), runErrand('b'), runErrand('c'))
      .outcome('gather', { ok: true, result: 'C' }, 2)
      .outcome('gather', { ok: true, result: 'A' }, 0)
      .thenWaitsFor({ kind: 'outcome', open: 1, of: 3 })
      .outcome('gather', { ok: true, result: 'B' }, 1)
      .thenState({ log: ['A', 'B', 'C'] })
      .thenEnds('completed');
  });

  it('takes each outcome once', async () => {
    const id = '01890000-0000-7000-8000-000000000003';
    const steps = saga(
      forEach<string, string>('gather', { items: () => ['a', 'b'], each: { command: (_state, item) => errand(item) } }),
    );
    await givenSaga(steps, id)
      .started(order)
      .settled(outcomeId(id, 'gather', 1, 0), { ok: true, result: 'A' })
      .settled(outcomeId(id, 'gather', 1, 0), { ok: true, result: 'A' })
      .thenNothing()
      .settled(outcomeId(id, 'gather', 1, 0), { ok: false, failure })
      .thenNothing()
      .thenWaitsFor({ open: 1, of: 2 });
  });

  it('is through at once with an empty list', async () => {
    await givenSaga(saga(forEach('none', { items: () => [], each: { run: () => undefined }, join: 'any' })))
      .started(order)
      .thenEnds('completed');
  });

  it('has only so many under way at once', async () => {
    let most = 0;
    let running = 0;
    const let_go: (() => void)[] = [];
    const steps = saga(
      forEach<string, void>('work', {
        items: () => names,
        concurrency: 2,
        each: {
          run: () => {
            most = Math.max(most, ++running);
            return new Promise<void>((resolve) => let_go.push(resolve)).then(() => void running--);
          },
        },
      }),
    );
    const given = givenSaga(steps).started(order).thenRuns('work', 'work[1]');
    for (let index = 0; index < names.length; index++) given.meanwhile(() => let_go[index]?.());
    await given.thenEnds('completed');
    expect(most).toBe(2);
  });

  it('calls off what is left when any result is enough, and says so of those items', async () => {
    const steps = saga(
      forEach<string, string>('race', {
        items: () => ['a', 'b', 'c'],
        join: 'any',
        each: {
          command: (_state, item) => errand(item),
          release: (_state, item) => errand(`release ${item}`),
        },
        apply: (state, outcomes) => log(state, ...outcomes.map((one) => (one.ok ? one.result : one.failure.code))),
      }),
    );
    await givenSaga(steps)
      .started(order)
      .outcome('race', { ok: false, failure }, 0)
      .thenSends()
      .outcome('race', { ok: true, result: 'B' }, 1)
      .thenSends(runErrand('release c'))
      .thenState({ log: ['NO', 'B', 'SAGA.RELEASED'] })
      .thenEnds('completed');
  });

  it('fails as soon as too few can still succeed', async () => {
    const steps = saga(
      forEach<string>('vote', {
        items: () => names,
        join: { atLeast: 4 },
        each: { command: (_state, item) => errand(item), release: (_state, item) => errand(`release ${item}`) },
      }),
    );
    await givenSaga(steps)
      .started(order)
      .outcome('vote', { ok: false, failure }, 0)
      .thenIs('running')
      .outcome('vote', { ok: false, failure }, 4)
      .thenSends(runErrand('release b'), runErrand('release c'), runErrand('release d'))
      .thenEnds('failed', 'NO');
  });

  it('waits for every item when they only have to settle, and may then be found wanting', async () => {
    const steps = saga(
      forEach<string, string>('try', {
        items: () => ['a', 'b'],
        join: 'settled',
        each: { command: (_state, item) => errand(item) },
        check: (_state, outcomes) => (outcomes.some(({ ok }) => ok) ? null : { code: 'ALL_FAILED', detail: 'None.' }),
      }),
    );
    await givenSaga(steps)
      .started(order)
      .outcomes('try', [
        { ok: false, failure },
        { ok: true, result: 'B' },
      ])
      .thenEnds('completed');
    await givenSaga(steps)
      .started(order)
      .outcomes('try', [
        { ok: false, failure },
        { ok: false, failure },
      ])
      .thenEnds('failed', 'ALL_FAILED');
  });

  it('tries an item again while the others go on', async () => {
    const failed = new Set<number>();
    const steps = saga(
      forEach<string, string>('work', {
        items: () => ['a', 'b'],
        each: {
          run: (_state, item, { index }) => {
            if (index === 0 && !failed.has(index)) {
              failed.add(index);
              throw new Error('busy');
            }
            return item;
          },
        },
      }),
    );
    await givenSaga(steps)
      .started(order)
      .thenWaitsFor({ kind: 'retry', step: 'work', open: 1, of: 2 })
      .after('1 min')
      .thenRuns('work')
      .thenEnds('completed');
  });

  it('refuses too many items', async () => {
    const items = (): number[] => Array.from({ length: 10_001 }, (_, index) => index);
    await givenSaga(saga(forEach('many', { items, each: { run: () => undefined } })))
      .started(order)
      .thenEnds('failed', 'SAGA.TOO_MANY_ITEMS');
  });

  it('sends nothing when it cannot ask for all of the items', async () => {
    const each = {
      command: (_state: Order, item: number) => {
        if (item === 2) throw new Error('no address');
        return errand(String(item));
      },
    };
    await givenSaga(saga(forEach('ask', { items: () => [1, 2], each })))
      .started(order)
      .thenSends()
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });
});

describe('A sleep', () => {
  it('lasts its time', async () => {
    await givenSaga(saga(sleep('wait', () => 60_000)))
      .started(order)
      .thenWaitsFor({ kind: 'timer', step: 'wait', until: new Date('2026-01-01T00:01:00.000Z') })
      .after(59_999)
      .thenNothing()
      .after(1)
      .thenEnds('completed');
  });

  it('is over at once when its time has passed already', async () => {
    await givenSaga(saga(sleep('wait', () => new Date('2020-01-01'))))
      .started(order)
      .thenEnds('completed');
  });

  it('fails the saga when its time is none', async () => {
    await givenSaga(saga(sleep('wait', () => Number.NaN)))
      .started(order)
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });

  it.each([
    ['a date that is none', new Date(Number.NaN)],
    ['a date after the year 9999', new Date('+010000-01-01T00:00:00.000Z')],
    ['as many milliseconds', 8e15],
    ['more than a date holds', 9e15],
  ])('fails the saga when its time is %s', async (_, until) => {
    await givenSaga(saga(sleep('wait', () => until)))
      .started(order)
      .thenEnds('failed', 'SAGA.CODE_FAILED');
  });

  it('lasts until the last moment that an event can hold', async () => {
    const until = new Date('9999-12-31T23:59:59.999Z');
    await givenSaga(saga(sleep('wait', () => until)))
      .started(order)
      .thenWaitsFor({ kind: 'timer', step: 'wait', until });
  });
});

describe('A step that waits for a signal', () => {
  const waits = signal<string>('approve', {
    signal: 'approved',
    timeoutMs: 60_000,
    apply: (state, by) => log(state, by),
  });

  it('takes one that comes', async () => {
    await givenSaga(saga(waits))
      .started(order)
      .thenWaitsFor({ kind: 'signal', signal: 'approved', step: 'approve' })
      .signal('approved', 'ann')
      .thenState({ log: ['ann'] })
      .thenEnds('completed');
  });

  it('takes one that came before, and only once', async () => {
    const id = '01890000-0000-7000-8000-000000000002';
    const rests = sleep('rest', () => 1000);
    await givenSaga(saga(rests, waits))
      .started(order)
      .signal('approved', 'ann', id)
      .signal('approved', 'ann', id)
      .thenNothing()
      .after('1 s')
      .thenState({ log: ['ann'] })
      .thenEnds('completed');
  });

  it('leaves a signal to the first step that takes it', async () => {
    const again = signal<string>('approve-again', { signal: 'approved', apply: (state, by) => log(state, by) });
    await givenSaga(saga(waits, again))
      .started(order)
      .signal('approved', 'ann')
      .thenWaitsFor('approve-again')
      .signal('approved', 'bob')
      .thenState({ log: ['ann', 'bob'] })
      .thenEnds('completed');
  });

  it('fails when none comes in time, or goes on without where it may', async () => {
    await givenSaga(saga(waits)).started(order).after('1 min').thenEnds('failed', 'SAGA.SIGNAL_TIMED_OUT');
    const may = signal('approve', { signal: 'approved', timeoutMs: 60_000, onTimeout: 'go-on' });
    await givenSaga(saga(may)).started(order).after('1 min').thenEnds('completed');
  });

  it('refuses a signal that no step of it waits for', async () => {
    await givenSaga(saga(waits))
      .started(order)
      .signal('aproved', 'ann')
      .thenRefused('order 1.0.0 has no step that waits for the signal "aproved".');
  });
});
