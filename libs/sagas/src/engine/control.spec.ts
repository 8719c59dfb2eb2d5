import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import { errand, runErrand } from '../../test/support/errands.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { SagaInstance } from '../instance/saga-instance.js';
import { givenSaga } from '../testing/given-saga.js';
import { createEngine } from './create-engine.js';
import type { Received, SagaEngine } from './saga-engine.js';

interface Order {
  log: string[];
}

const { action, branch, command, forEach, loop, signal, sleep } = stepsOf<Order>();
const order: Order = { log: [] };
const failure = { code: 'NO', detail: 'It did not work.' };
const yes = { ok: true, result: undefined } as const;
const log = (state: Order, ...entries: string[]): Order => ({ log: [...state.log, ...entries] });

function saga(...steps: SagaStep<Order>[]): SagaDefinition<Order> {
  return { name: 'order', version: '1.0.0', steps };
}

const ask = (name = 'ask'): SagaStep<Order> =>
  command(name, {
    command: (_state, { attempt }) => errand(name, attempt),
    release: (_state, { attempt }) => errand(`release ${name}`, attempt),
    compensate: { run: () => undefined },
  });

/** Runs until it is aborted. */
function endless(name: string, aborted: string[] = []): SagaStep<Order> {
  return action(name, {
    run: (_state, { signal: stop }) =>
      new Promise<void>((_, reject) => {
        stop.addEventListener('abort', () => {
          aborted.push(name);
          reject(new Error('aborted'));
        });
      }),
    compensate: { run: () => undefined },
  });
}

describe('A paused saga', () => {
  it('takes in what comes, and begins nothing new until it is resumed', async () => {
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .pause()
      .thenIs('paused')
      .outcome('first', yes)
      .thenSends()
      .thenIs('paused')
      .resume()
      .thenSends(runErrand('second'))
      .outcome('second', yes)
      .thenEnds('completed');
  });

  it('goes back only when it is resumed', async () => {
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .outcome('first', yes)
      .pause()
      .outcome('second', { ok: false, failure })
      .thenIs('paused')
      .thenCompensates()
      .resume()
      .thenCompensates('first')
      .thenEnds('failed', 'NO');
  });

  it('has its local work aborted, and runs the same attempt again when it is resumed', async () => {
    const aborted: string[] = [];
    await givenSaga(saga(endless('work', aborted)))
      .started(order)
      .pause()
      .meanwhile(() => expect(aborted).toEqual(['work']))
      .thenWaitsFor({ kind: 'decision' }, { kind: 'action', step: 'work' })
      .resume()
      .thenRuns('work')
      .thenIs('running')
      .thenHistory('SagaStarted', 'StepStarted work', 'SagaPaused', 'SagaResumed');
  });

  it('does not wake up by itself, and lets what came due meanwhile happen when it is resumed', async () => {
    await givenSaga(
      saga(
        sleep('rest', () => 1000),
        ask(),
      ),
    )
      .started(order)
      .pause()
      .after('1 h')
      .thenNothing()
      .resume()
      .thenSends(runErrand('ask'));
  });

  it('lets what came due meanwhile happen in the order of its times', async () => {
    const letGo: (() => void)[] = [];
    const each = {
      run: (_state: Order, _item: string, { attempt }: { attempt: number }) =>
        attempt > 1 ? undefined : new Promise<void>((_, reject) => letGo.push(() => reject(new Error('busy')))),
    };
    const retry = { attempts: 2, backoff: { initial: 60_000, max: 60_000, jitter: 0 } };
    await givenSaga(saga(forEach('work', { items: () => ['a', 'b', 'c'], each, retry })))
      .started(order)
      .meanwhile(() => letGo[1]?.())
      .after('10 ms')
      .meanwhile(() => letGo[2]?.())
      .after('10 ms')
      .meanwhile(() => letGo[0]?.())
      .pause()
      .after('1 h')
      .resume()
      .thenRuns('work[1]', 'work[2]', 'work')
      .thenEnds('completed');
  });

  it('can be cancelled', async () => {
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .outcome('first', yes)
      .pause()
      .cancel({ reason: 'changed my mind' })
      .thenSends(runErrand('release second'))
      .thenCompensates('second', 'first')
      .thenEnds('cancelled', 'SAGA.CANCELLED');
  });

  it('keeps a signal for later', async () => {
    const approve = signal<string>('approve', { signal: 'approved', apply: (state, by) => log(state, by) });
    await givenSaga(saga(approve))
      .started(order)
      .pause()
      .signal('approved', 'ann')
      .thenIs('paused')
      .resume()
      .thenState({ log: ['ann'] })
      .thenEnds('completed');
  });

  it('is not paused twice, nor is a running one resumed', async () => {
    await givenSaga(saga(ask())).started(order).resume().thenNothing().pause().pause().thenNothing();
  });

  it('takes each request once, whenever it comes again', async () => {
    const id = newId();
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .pause({ id })
      .resume()
      .pause({ id })
      .thenNothing()
      .skip({ id })
      .thenNothing();
  });

  it('is not tried again before it is resumed', async () => {
    await givenSaga(saga(ask())).started(order).pause().retry().thenRefused('resume it first');
  });
});

describe('A cancelled saga', () => {
  it('calls off what is under way and undoes it as well', async () => {
    await givenSaga(saga(ask('first'), endless('work')))
      .started(order)
      .outcome('first', yes)
      .cancel()
      .thenCompensates('work', 'first')
      .thenEnds('cancelled');
  });

  it('is not cancelled again, nor is what goes back already', async () => {
    const undoing = { command: () => errand('undo') };
    const steps = saga(action('first', { run: () => undefined, compensate: undoing }), ask('second'));
    await givenSaga(steps).started(order).cancel().thenIs('compensating').cancel().thenNothing();
    await givenSaga(steps)
      .started(order)
      .outcome('second', { ok: false, failure })
      .cancel()
      .thenRefused('is being undone already')
      .cancel({ compensate: false })
      .thenEnds('cancelled', 'SAGA.CANCELLED');
  });

  it('ends at once when nothing is to be undone', async () => {
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .outcome('first', yes)
      .cancel({ compensate: false })
      .thenSends(runErrand('release second'))
      .thenCompensates()
      .thenEnds('cancelled', 'SAGA.CANCELLED');
  });

  it('waits for nothing any more, not even for what was being undone', () => {
    const compensate = { command: () => errand('undo') };
    const engine = createEngine(saga(action('first', { run: () => undefined, compensate }), ask()));
    const instance = new SagaInstance(newId());
    const now = new Date();
    const [run] = engine.start(instance, order, now).actions;
    const asked = run && engine.finish(instance, run, { ok: true, result: undefined }, now).awaits[0];
    const no = { ok: false, failure } as const;
    const undoing = engine.receive(instance, { kind: 'outcome', id: asked ?? '', outcome: no }, now);
    expect(undoing).toMatchObject({ settled: [asked], commands: [{ message: runErrand('undo') }] });
    const control = { action: 'cancel', compensate: false, by: 'ann', reason: 'enough' } as const;
    const cancelled = engine.receive(instance, { kind: 'control', id: newId(), control }, now);
    expect(cancelled).toMatchObject({ settled: undoing.awaits, awaits: [], ended: { status: 'cancelled' } });
    expect(undoing.awaits).toHaveLength(1);
  });

  it('is over for everything that comes later', async () => {
    const ended = () =>
      givenSaga(saga(ask(), signal('w', { signal: 's' })))
        .started(order)
        .cancel({ compensate: false });
    await ended().pause().thenRefused('It has ended: it is cancelled.');
    await ended().cancel().thenRefused('It has ended');
    await ended().signal('s').thenNothing();
    await ended().settled(newId(), yes).thenNothing();
  });
});

describe('A step', () => {
  it('is skipped while it is waited for, and called off', async () => {
    await givenSaga(
      saga(
        ask('first'),
        sleep('rest', () => 1000),
        signal('w', { signal: 's' }),
        ask('last'),
      ),
    )
      .started(order)
      .skip({ by: 'ann' })
      .thenSends(runErrand('release first'))
      .thenWaitsFor('rest')
      .skip()
      .thenWaitsFor('w')
      .skip()
      .thenSends(runErrand('last'));
  });

  it('is undone later if it was skipped while nobody knew how far it came', async () => {
    await givenSaga(saga(ask('first'), ask('second')))
      .started(order)
      .skip()
      .outcome('second', { ok: false, failure })
      .thenCompensates('first')
      .thenEnds('failed', 'NO');
  });

  it('is not skipped while it runs here, but when the saga is paused', async () => {
    await givenSaga(saga(endless('work'), ask()))
      .started(order)
      .skip()
      .thenRefused('work is under way in this service: pause the saga first.')
      .pause()
      .skip()
      .thenSends()
      .resume()
      .thenSends(runErrand('ask'));
  });

  it('is tried again before its time when somebody asks for it', async () => {
    const flaky = command('ask', {
      command: (_state, { attempt }) => errand('ask', attempt),
      retry: { attempts: 2, backoff: { initial: 3_600_000, max: 3_600_000 } },
    });
    await givenSaga(saga(flaky))
      .started(order)
      .retry()
      .thenRefused('Nothing waits for another attempt.')
      .outcome('ask', { ok: false, failure })
      .retry()
      .thenSends(runErrand('ask', 2))
      .outcome('ask', { ok: false, failure })
      .thenEnds('failed', 'NO');
  });
});

describe('What comes for a saga', () => {
  const endlessly = saga(
    loop('again', { while: () => true, atMost: 1000, steps: [signal('wait', { signal: 'on' })] }),
    signal('never', { signal: 'later' }),
  );
  const now = new Date();

  function taken(engine: SagaEngine, instance: SagaInstance, name: string): Received {
    return engine.receive(instance, { kind: 'signal', id: newId(), signal: name, payload: 1, by: 'ann' }, now);
  }

  it('is remembered as long as its repetition may come, and not for ever', () => {
    const engine = createEngine(endlessly);
    const instance = new SagaInstance(newId());
    engine.start(instance, order, now);
    for (let count = 0; count < 300; count++) taken(engine, instance, 'on');
    expect(instance.state.rounds).toEqual({ wait: 301 });
    expect(instance.state.taken).toHaveLength(256);
  });

  it('is kept for later up to a bound', () => {
    const engine = createEngine(endlessly);
    const instance = new SagaInstance(newId());
    engine.start(instance, order, now);
    for (let count = 0; count < 1000; count++) expect(taken(engine, instance, 'later').verdict).toBe('taken');
    expect(taken(engine, instance, 'later')).toMatchObject({
      verdict: 'refused',
      why: expect.stringContaining('1000'),
    });
  });
});

describe('A saga whose process died', () => {
  it('runs again what was under way', async () => {
    await givenSaga(saga(endless('work')))
      .started(order)
      .restarted()
      .thenRuns('work');
  });

  it('runs again what was under way of a fan-out, and nothing of it that was done', async () => {
    const each = {
      run: (_state: Order, item: string) => (item === 'stays' ? new Promise<void>(() => undefined) : undefined),
    };
    await givenSaga(saga(forEach('work', { items: () => ['done', 'stays'], each })))
      .started(order)
      .restarted()
      .thenRuns('work[1]');
  });
});

describe('Branches and loops', () => {
  const step = (name: string): SagaStep<Order> =>
    action(name, { run: () => undefined, apply: (state) => log(state, name) });

  it('go the way that is chosen, and on behind it', async () => {
    const steps = (way: string | null) =>
      saga(
        branch('which', () => way, {
          left: [step('a'), step('b')],
          right: [],
          deep: [branch('deeper', () => 'x', { x: [step('c')] })],
        }),
        step('end'),
      );
    await givenSaga(steps('left'))
      .started(order)
      .thenState({ log: ['a', 'b', 'end'] });
    await givenSaga(steps('right'))
      .started(order)
      .thenState({ log: ['end'] });
    await givenSaga(steps('deep'))
      .started(order)
      .thenState({ log: ['c', 'end'] });
    await givenSaga(steps(null))
      .started(order)
      .thenState({ log: ['end'] });
    await givenSaga(steps('nowhere')).started(order).thenEnds('failed', 'SAGA.CODE_FAILED');
  });

  it('go round as long as is wanted, each time anew when the loop is come to again', async () => {
    const inner = loop('inner', { while: (_state, round) => round <= 2, atMost: 5, steps: [step('in')] });
    const outer = loop('outer', { while: (_state, round) => round <= 2, atMost: 5, steps: [inner, step('out')] });
    await givenSaga(saga(outer))
      .started(order)
      .thenState({ log: ['in', 'in', 'out', 'in', 'in', 'out'] })
      .thenEnds('completed');
  });

  it('stop at their bound: they go on behind it, or fail', async () => {
    const endlessly = (onBound: 'go-on' | 'fail') =>
      saga(loop('again', { while: () => true, atMost: 2, onBound, steps: [step('in')] }), step('end'));
    await givenSaga(endlessly('go-on'))
      .started(order)
      .thenState({ log: ['in', 'in', 'end'] });
    await givenSaga(endlessly('fail')).started(order).thenEnds('failed', 'SAGA.LOOP_BOUND');
  });

  it('do not make one move of more events than an append holds', () => {
    const nothing = branch('nothing', () => null, { way: [step('never')] });
    const inner = loop('inner', { while: () => true, atMost: 1000, steps: [nothing] });
    const engine = createEngine(saga(inner));
    const instance = new SagaInstance(newId());
    const now = new Date();
    engine.start(instance, order, now);
    let moves = 1;
    for (; instance.state.status === 'running'; moves++) {
      expect(instance.takePending().length).toBeLessThan(1000);
      expect(engine.wakeAt(instance)).toEqual(new Date(0));
      engine.fire(instance, now);
    }
    expect(moves).toBeGreaterThan(4);
    expect(instance.state.status).toBe('completed');
  });

  it('do not make one move of more states than an append holds', () => {
    const steps = Array.from({ length: 20 }, (_, index) => command(`ask-${index}`, { command: () => null }));
    const engine = createEngine(saga(...steps));
    const instance = new SagaInstance(newId());
    const large = { log: ['x'.repeat(900 * 1024)] };
    engine.start(instance, large, new Date());
    for (let recorded = instance.takePending(); recorded.length > 0; recorded = instance.takePending()) {
      expect(JSON.stringify(recorded.map(({ data }) => data)).length).toBeLessThan(8 * 1024 * 1024);
      engine.fire(instance, new Date());
    }
    expect(instance.state.status).toBe('completed');
  });
});
