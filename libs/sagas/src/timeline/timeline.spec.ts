import { describe, expect, it } from '@jest/globals';
import { definitionOf, type MessageClass } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import type { AnySagaDefinition } from '../definition/saga-definition.js';
import { stepsOf } from '../definition/steps-of.js';
import {
  BranchTaken,
  CompensationStarted,
  LoopIterated,
  LoopLeft,
  SagaCancelled,
  SagaEnded,
  SagaMigrated,
  SagaPaused,
  SagaResumed,
  SagaStarted,
  SagaStuck,
  SignalReceived,
  StepCompensated,
  StepCompensationFailed,
  StepCompensationStarted,
  StepCompleted,
  StepFailed,
  StepOutcomeReceived,
  StepRetried,
  StepSkipped,
  StepStarted,
  TimerFired,
  TimerSet,
} from '../events/index.js';
import { renderTimeline } from './render-timeline.js';
import type { SagaHistoryEvent } from './saga-timeline.js';
import { timelineOf } from './timeline-of.js';

const START = Date.parse('2026-11-21T21:00:00.000Z');
const time = (ms: number): string => new Date(START + ms).toISOString();

class History {
  readonly events: SagaHistoryEvent[] = [];

  constructor(saga = 'order', state: unknown = {}) {
    this.at(0, SagaStarted, { definition: saga, definitionVersion: '1.0.0', state });
  }

  at<T extends object>(ms: number, payload: MessageClass<T>, data: T): this {
    const recordedAt = new Date(START + ms);
    this.events.push({ type: definitionOf(payload).type, data, recordedAt, version: this.events.length + 1 });
    return this;
  }

  /** A local step that went well. */
  local(from: number, to: number, step: string, round = 1): this {
    return this.at(from, StepStarted, { step, round, awaits: [] }).at(to, StepCompleted, { step, state: { step } });
  }

  text(nowMs: number, definition?: AnySagaDefinition): string {
    return `${renderTimeline(timelineOf(this.events, definition), new Date(START + nowMs)).join('\n')}\n`;
  }
}

const failure = (code: string, detail: string): { code: string; detail: string } => ({ code, detail });
const DECLINED = failure('CARD.DECLINED', 'The bank said no.');
const AWAY = failure('STOCK.UNAVAILABLE', 'The stock is away.');

describe('The timeline of a saga', () => {
  it('shows a compensated run: what was tried, why it failed, and what was undone', () => {
    const charge = newId();
    const history = new History()
      .at(2, StepStarted, { step: 'reserve', round: 1, awaits: [] })
      .at(412, StepFailed, { step: 'reserve', round: 1, index: 0, attempt: 1, failure: AWAY, retryAt: time(612) })
      .at(615, StepRetried, { step: 'reserve', round: 1, index: 0, attempt: 2 })
      .at(900, StepCompleted, { step: 'reserve', state: { reserved: true } })
      .at(900, StepStarted, { step: 'charge', round: 1, awaits: [charge] })
      .at(4_100, StepOutcomeReceived, { id: charge, ok: false, failure: DECLINED })
      .at(4_100, StepFailed, { step: 'charge', round: 1, index: 0, attempt: 1, failure: DECLINED })
      .at(4_100, CompensationStarted, { failure: DECLINED, step: 'charge' })
      .at(4_100, StepCompensationStarted, { step: 'reserve', round: 1, index: 0 })
      .at(4_250, StepCompensated, { step: 'reserve', round: 1, index: 0 })
      .at(4_250, SagaEnded, { status: 'failed', failure: DECLINED, compensated: 1 });
    expect(history.text(60_000)).toBe(`\
order 1.0.0 has failed, after 4.3 s: 1 thing that was done is undone.
  reason      CARD.DECLINED: The bank said no.
  started     2026-11-21T21:00:00.000Z
  ended       2026-11-21T21:00:04.250Z

      at    took
    0 ms          started
    2 ms  898 ms  reserve       done at attempt 2
  412 ms                          attempt 1 failed: STOCK.UNAVAILABLE: The stock is away. (next attempt after 200 ms)
  900 ms   3.2 s  charge        failed: CARD.DECLINED: The bank said no.
   4.1 s          goes back     because charge failed
   4.1 s  150 ms  undo reserve  undone
   4.3 s          failed
`);
  });

  it('sums up the executions of a fan-out, with the failures among them', () => {
    const ids = [newId(), newId(), newId()];
    const history = new History('research')
      .at(0, StepStarted, { step: 'gather', round: 1, awaits: ids, size: 3 })
      .at(500, StepOutcomeReceived, { id: ids[2]!, ok: true, result: 1, index: 2 })
      .at(700, StepOutcomeReceived, { id: ids[0]!, ok: false, failure: AWAY, index: 0 });
    expect(history.text(1_000)).toBe(`\
research 1.0.0 has been running for 1.0 s. It is at gather.
  started     2026-11-21T21:00:00.000Z
  waits for   the answer to gather, 1 of 3

      at   took
    0 ms         started
    0 ms  1.0 s  gather   1 of 3 done so far, 1 failed
  700 ms                    number 1, attempt 1 failed: STOCK.UNAVAILABLE: The stock is away.
`);
    history
      .at(1_200, StepOutcomeReceived, { id: ids[1]!, ok: true, result: 1, index: 1 })
      .at(1_200, StepCompleted, { step: 'gather', state: {}, round: 1 });
    expect(history.text(5_000)).toContain('    0 ms  1.2 s  gather   2 of 3 done, 1 failed\n');
  });

  it('tells no more than ten failures of one step, and how many there were', () => {
    const history = new History().at(0, StepStarted, { step: 'gather', round: 1, awaits: [], size: 14 });
    for (let index = 0; index < 14; index++) {
      history.at(index, StepFailed, { step: 'gather', round: 1, index, attempt: 1, failure: AWAY });
    }
    const text = history.text(20);
    expect(text.match(/attempt 1 failed/g)).toHaveLength(10);
    expect(text).toContain('and 4 more failures\n');
  });

  it('tells why a step failed although its executions did not', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'gather', round: 1, awaits: [], size: 2 })
      .at(5, StepOutcomeReceived, { id: newId(), ok: true, index: 0 })
      .at(5, StepOutcomeReceived, { id: newId(), ok: true, index: 1 })
      .at(5, StepFailed, { step: 'gather', round: 1, index: 0, attempt: 1, failure: AWAY, whole: true })
      .at(5, SagaEnded, { status: 'failed', failure: AWAY });
    expect(history.text(9)).toContain('gather   failed: 2 of 2 done, 0 failed\n');
    expect(history.text(9)).toContain('  5 ms                   failed: STOCK.UNAVAILABLE: The stock is away.\n');
  });

  it('does not count what was called off as failed', () => {
    const ids = [newId(), newId()];
    const history = new History()
      .at(0, StepStarted, { step: 'ask', round: 1, awaits: ids, size: 2 })
      .at(10, StepOutcomeReceived, { id: ids[1]!, ok: true, index: 1 })
      .at(10, StepOutcomeReceived, { id: ids[0]!, ok: false, failure: failure('SAGA.RELEASED', 'Enough.'), index: 0 })
      .at(10, StepCompleted, { step: 'ask', state: {} });
    expect(history.text(20)).toContain('ask      1 of 2 done\n');
  });

  it('shows the rounds of a loop indented, the ways of branches, and signals', () => {
    const history = new History('review')
      .at(10, LoopIterated, { loop: 'rework', iteration: 1 })
      .local(10, 1_010, 'write')
      .at(1_010, StepStarted, { step: 'approval', round: 1, awaits: [], kind: 'signal' })
      .at(1_010, TimerSet, { step: 'approval', round: 1, purpose: 'signal', dueAt: time(3_600_000) })
      .at(61_010, SignalReceived, { id: newId(), signal: 'reviewed', by: 'ada', payload: { score: 3 } })
      .at(61_010, StepCompleted, { step: 'approval', state: {} })
      .at(61_010, LoopIterated, { loop: 'rework', iteration: 2 })
      .local(61_010, 62_010, 'write', 2)
      .at(62_010, LoopLeft, { loop: 'rework', iterations: 2, because: 'bound' })
      .at(62_010, BranchTaken, { branch: 'how-good', way: 'publish' })
      .at(62_010, BranchTaken, { branch: 'notify' })
      .at(62_010, SagaEnded, { status: 'completed' });
    expect(history.text(70_000)).toBe(`\
review 1.0.0 is completed, after 1 min 2 s.
  started     2026-11-21T21:00:00.000Z
  ended       2026-11-21T21:01:02.010Z

         at   took
       0 ms         started
      10 ms         rework               round 1 begins
      10 ms  1.0 s    write              done
      1.0 s  1 min    approval           done
  1 min 1 s           signal "reviewed"  from ada
  1 min 1 s         rework               round 2 begins
  1 min 1 s  1.0 s    write (round 2)    done
  1 min 2 s         rework               left after 2 rounds, the most it may go
  1 min 2 s         how-good             takes the way "publish"
  1 min 2 s         notify               takes none of its ways
  1 min 2 s         completed
`);
  });

  it('shows who paused, resumed and cancelled it, and why', () => {
    const history = new History('download')
      .at(5, StepStarted, { step: 'fetch', round: 1, awaits: [] })
      .at(2_000, SagaPaused, { by: 'olga', reason: 'The link is needed for the backup.' });
    expect(history.text(3_000)).toBe(`\
download 1.0.0 is paused. It is at fetch.
  started     2026-11-21T21:00:00.000Z
  waits for   somebody who resumes or cancels it (at fetch)

     at   took
   0 ms         started
   5 ms  3.0 s  fetch    under way
  2.0 s         paused   by olga: "The link is needed for the backup."
`);
    history
      .at(9_000, SagaResumed, { by: 'olga', reason: '' })
      .at(9_500, SagaCancelled, { compensate: false, by: 'tom', reason: 'Not needed.' })
      .at(9_500, SagaEnded, { status: 'cancelled', failure: failure('SAGA.CANCELLED', 'Not needed.') });
    expect(history.text(20_000)).toBe(`\
download 1.0.0 was cancelled, after 9.5 s: nothing was undone.
  reason      SAGA.CANCELLED: Not needed.
  started     2026-11-21T21:00:00.000Z
  ended       2026-11-21T21:00:09.500Z

     at   took
   0 ms         started
   5 ms  9.5 s  fetch      called off
  2.0 s         paused     by olga: "The link is needed for the backup."
  9.0 s         resumed    by olga
  9.5 s         cancelled  by tom: "Not needed."; nothing is undone
  9.5 s         cancelled
`);
  });

  it('shows a saga that is stuck going back, and how somebody helped it on', () => {
    const history = new History()
      .local(0, 100, 'reserve')
      .at(100, StepStarted, { step: 'charge', round: 1, awaits: [newId()] })
      .at(200, SagaCancelled, { compensate: true, by: 'tom', reason: 'Wrong order.' })
      .at(200, CompensationStarted, { failure: failure('SAGA.CANCELLED', 'Wrong order.') })
      .at(200, StepCompensationStarted, { step: 'charge', round: 1, index: 0, awaits: newId() })
      .at(300, StepCompensated, { step: 'charge', round: 1, index: 0 })
      .at(300, StepCompensationStarted, { step: 'reserve', round: 1, index: 0 })
      .at(310, StepCompensationFailed, fails(1, time(510)))
      .at(515, StepRetried, { step: 'reserve', round: 1, index: 0, attempt: 2, compensation: true })
      .at(525, StepCompensationFailed, fails(2))
      .at(525, SagaStuck, { step: 'reserve', round: 1, index: 0, failure: AWAY, compensating: true });
    expect(history.text(86_400_000)).toBe(`\
order 1.0.0 is stuck until somebody decides.
  reason      STOCK.UNAVAILABLE: The stock is away.
  started     2026-11-21T21:00:00.000Z
  waits for   somebody who decides at reserve: retry, skip or cancel

      at    took
    0 ms          started
    0 ms  100 ms  reserve       done
  100 ms  100 ms  charge        called off
  200 ms          cancelled     by tom: "Wrong order."; what was done is undone
  200 ms          goes back
  200 ms  100 ms  undo charge   undone
  300 ms  225 ms  undo reserve  failed after 2 attempts
  310 ms                          attempt 1 failed: STOCK.UNAVAILABLE: The stock is away. (next attempt after 200 ms)
  525 ms                          attempt 2 failed: STOCK.UNAVAILABLE: The stock is away.
  525 ms          stuck         at undoing reserve
`);
    const retried = { step: 'reserve', round: 1, index: 0, attempt: 3, compensation: true };
    history.at(60_000, StepRetried, { ...retried, by: 'olga', reason: 'The stock is back.' });
    expect(timelineOf(history.events)).toMatchObject({ status: 'compensating', failure: { code: 'SAGA.CANCELLED' } });
    expect(history.text(61_000)).toContain(
      '  1 min             retried       undoing reserve by olga: "The stock is back."\n',
    );
    expect(history.text(61_000)).toMatch(/undo reserve {2}is being undone\n/);
    history
      .at(61_000, StepSkipped, {
        step: 'reserve',
        round: 1,
        index: 0,
        compensation: true,
        by: 'olga',
        reason: 'By hand.',
      })
      .at(61_000, SagaEnded, {
        status: 'cancelled',
        failure: failure('SAGA.CANCELLED', 'Wrong order.'),
        compensated: 1,
      });
    expect(history.text(70_000)).toMatch(/undo reserve {2}left as it is by olga: "By hand."\n/);
  });

  it('shows a step that is held, skipped, and the version that took the saga over', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'ship', round: 1, awaits: [] })
      .at(10, StepFailed, { step: 'ship', round: 1, index: 0, attempt: 1, failure: AWAY })
      .at(10, SagaStuck, { step: 'ship', round: 1, index: 0, failure: AWAY, compensating: false });
    expect(timelineOf(history.events)).toMatchObject({
      status: 'stuck',
      step: 'ship',
      waitsFor: [{ kind: 'decision', step: 'ship' }],
    });
    history
      .at(20, SagaMigrated, {
        from: '1.0.0',
        to: '1.1.0',
        state: { moved: true },
        step: 'ship',
        by: 'olga',
        reason: 'Fixed.',
      })
      .at(20, StepStarted, { step: 'ship', round: 2, awaits: [] });
    expect(timelineOf(history.events)).toMatchObject({ status: 'running', failure: null, version: '1.1.0' });
    history
      .at(30, StepSkipped, { step: 'ship', round: 2, by: 'olga', reason: 'Sent by hand.' })
      .at(30, SagaEnded, { status: 'completed' });
    expect(history.text(100)).toBe(`\
order 1.1.0 is completed, after 30 ms.
  started     2026-11-21T21:00:00.000Z
  ended       2026-11-21T21:00:00.030Z

     at   took
   0 ms         started
   0 ms  10 ms  ship            failed: STOCK.UNAVAILABLE: The stock is away.
  10 ms         stuck           at ship
  20 ms         taken over      from 1.0.0 to 1.1.0 at ship by olga: "Fixed."
  20 ms  10 ms  ship (round 2)  skipped by olga: "Sent by hand."
  30 ms         completed
`);
  });

  it('groups the undoing of a fan-out', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'book', round: 1, awaits: [], size: 3 })
      .at(5, StepCompleted, { step: 'book', state: {} })
      .at(5, CompensationStarted, { failure: DECLINED, step: 'pay' });
    for (const index of [2, 1, 0]) {
      history
        .at(10, StepCompensationStarted, { step: 'book', round: 1, index })
        .at(20, StepCompensated, { step: 'book', round: 1, index });
    }
    expect(history.text(50).match(/undo book.*/g)).toEqual(['undo book  3 of 3 undone']);
    expect(timelineOf(history.events)).toMatchObject({ status: 'compensating', compensated: 3, waitsFor: [] });
  });

  it.each([
    [
      'the next attempt',
      [['retry', 5_000]],
      (history: History): History =>
        history
          .at(0, StepStarted, { step: 'charge', round: 1, awaits: [] })
          .at(10, StepFailed, { step: 'charge', round: 1, index: 0, attempt: 1, failure: AWAY, retryAt: time(5_000) }),
    ],
    [
      'an answer, at most until the time-out',
      [['outcome', 9_000]],
      (history: History): History =>
        history
          .at(0, StepStarted, { step: 'charge', round: 1, awaits: [newId()] })
          .at(0, TimerSet, { step: 'charge', round: 1, index: 0, purpose: 'timeout', dueAt: time(9_000) }),
    ],
    [
      'the end of a sleep',
      [['timer', 7_000]],
      (history: History): History =>
        history
          .at(0, StepStarted, { step: 'cool-down', round: 1, awaits: [], kind: 'sleep' })
          .at(0, TimerSet, { step: 'cool-down', round: 1, purpose: 'sleep', dueAt: time(7_000) }),
    ],
    [
      'the next attempt of one execution, and the others',
      [
        ['retry', 3_000],
        ['action', null],
      ],
      (history: History): History =>
        history
          .at(0, StepStarted, { step: 'book', round: 1, awaits: [], size: 3 })
          .at(9, StepFailed, { step: 'book', round: 1, index: 1, attempt: 1, failure: AWAY, retryAt: time(3_000) }),
    ],
    ['nothing once it has ended', [], (history: History): History => history.at(9, SagaEnded, { status: 'completed' })],
  ])('says that it waits for %s', (_what, expected, given) => {
    const { waitsFor } = timelineOf(given(new History()).events);
    expect(waitsFor.map(({ kind, until }) => [kind, until && until.getTime() - START])).toEqual(expected);
  });

  it('waits for no attempt any more that was made', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'charge', round: 1, awaits: [] })
      .at(0, TimerSet, { step: 'charge', round: 1, purpose: 'timeout', dueAt: time(100) })
      .at(100, TimerFired, { step: 'charge', round: 1, purpose: 'timeout' })
      .at(100, StepFailed, { step: 'charge', round: 1, index: 0, attempt: 1, failure: AWAY, retryAt: time(300) })
      .at(300, StepRetried, { step: 'charge', round: 1, index: 0, attempt: 2 });
    expect(timelineOf(history.events).waitsFor).toEqual([
      { kind: 'action', step: 'charge', round: 1, open: 1, of: 1, until: null },
    ]);
  });

  it('tells from the definition how often a step may be tried, and which signal is awaited', () => {
    const { action, loop, signal } = stepsOf<object>();
    const definition: AnySagaDefinition = {
      name: 'order',
      version: '1.0.0',
      steps: [
        action('charge', { run: () => undefined, retry: { attempts: 7 } }),
        loop('ask', { while: () => true, atMost: 2, steps: [signal('approval', { signal: 'approved' })] }),
      ],
    } as AnySagaDefinition;
    const history = new History()
      .at(0, StepStarted, { step: 'charge', round: 1, awaits: [] })
      .at(1, StepFailed, { step: 'charge', round: 1, index: 0, attempt: 1, failure: AWAY, retryAt: time(2) })
      .at(2, StepRetried, { step: 'charge', round: 1, index: 0, attempt: 2 });
    expect(history.text(10, definition)).toContain('charge   under way, attempt 2 of 7\n');
    history.at(3, StepFailed, { step: 'charge', round: 1, index: 0, attempt: 2, failure: AWAY, retryAt: time(9) });
    expect(history.text(10, definition)).toContain('charge   waits for attempt 3 of 7\n');
    history
      .at(3, StepCompleted, { step: 'charge', state: {} })
      .at(3, StepStarted, { step: 'approval', round: 1, awaits: [], kind: 'signal' });
    expect(history.text(10, definition)).toContain('waits for   the signal "approved" at approval\n');
  });

  it('says that it went on without a signal that did not come in time', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'approval', round: 1, awaits: [], signal: 'approved' })
      .at(0, TimerSet, { step: 'approval', round: 1, purpose: 'signal', dueAt: time(50) })
      .at(50, TimerFired, { step: 'approval', round: 1, purpose: 'signal' })
      .at(50, StepCompleted, { step: 'approval', state: {}, without: 'signal-timed-out' });
    expect(history.text(60)).toContain('approval  goes on without the signal "approved"\n');
  });

  it('gives the state as it was at any point of the history', () => {
    const { events } = new History('order', { items: 2 })
      .local(0, 10, 'reserve')
      .at(10, StepStarted, { step: 'charge', round: 1, awaits: [] });
    const at = (version: number): unknown => {
      const { state, step, status } = timelineOf(events.slice(0, version));
      return [state, step, status];
    };
    expect([1, 2, 3, 4].map(at)).toEqual([
      [{ items: 2 }, null, 'running'],
      [{ items: 2 }, 'reserve', 'running'],
      [{ step: 'reserve' }, null, 'running'],
      [{ step: 'reserve' }, 'charge', 'running'],
    ]);
    expect(timelineOf([])).toMatchObject({ status: 'new', entries: [], startedAt: null });
  });

  it('is made of histories that say less, too: no rounds, sizes and places', () => {
    const ids = [newId(), newId()];
    const history = new History('research')
      .at(0, StepStarted, { step: 'gather', round: 1, awaits: ids })
      .at(10, StepOutcomeReceived, { id: ids[1]!, ok: false, failure: DECLINED })
      .at(20, StepOutcomeReceived, { id: ids[0]!, ok: true, result: {} })
      .at(20, StepCompleted, { step: 'gather', state: {} })
      .at(20, SagaEnded, { status: 'failed', failure: DECLINED });
    expect(history.text(30)).toBe(`\
research 1.0.0 has failed, after 20 ms: nothing was undone.
  reason      CARD.DECLINED: The bank said no.
  started     2026-11-21T21:00:00.000Z
  ended       2026-11-21T21:00:00.020Z

     at   took
   0 ms         started
   0 ms  20 ms  gather   1 of 2 done, 1 failed
  10 ms                    number 2, attempt 1 failed: CARD.DECLINED: The bank said no.
  20 ms         failed
`);
  });

  it('indents by the loops that it is in, and no more once they are left', () => {
    const { events } = new History()
      .at(1, LoopIterated, { loop: 'outer', iteration: 1 })
      .at(2, LoopIterated, { loop: 'inner', iteration: 1 })
      .at(3, LoopIterated, { loop: 'inner', iteration: 2 })
      .local(4, 5, 'work')
      .at(6, LoopIterated, { loop: 'outer', iteration: 2 })
      .local(7, 8, 'work', 2)
      .at(9, CompensationStarted, { failure: DECLINED, step: 'outer' })
      .at(10, SignalReceived, { id: newId(), signal: 'late', by: 'ada' });
    expect(timelineOf(events).entries.map(({ kind, depth }) => `${kind} ${depth}`)).toEqual([
      'started 0',
      'round 0',
      'round 1',
      'round 1',
      'step 2',
      'round 0',
      'step 1',
      'going-back 0',
      'signal 0',
    ]);
  });

  it('keeps the rounds of a step apart', () => {
    const history = new History()
      .local(0, 10, 'write')
      .at(10, StepStarted, { step: 'write', round: 2, awaits: [] })
      .at(20, StepFailed, { step: 'write', round: 2, index: 0, attempt: 1, failure: AWAY, retryAt: time(30) });
    expect(history.text(25)).toContain('order 1.0.0 has been running for 25 ms. It is at write (round 2).\n');
    expect(history.text(25)).toContain('waits for   the next attempt at write (round 2) in 5 ms\n');
    expect(history.text(25)).toMatch(/ write +done\n.* write \(round 2\) {2}waits for attempt 2\n/);
    expect(timelineOf(history.events).updatedAt).toEqual(new Date(START + 20));
  });

  it('shows until when it waits for an answer or for a time', () => {
    const asked = new History()
      .at(0, StepStarted, { step: 'charge', round: 1, awaits: [newId()], kind: 'command' })
      .at(0, TimerSet, { step: 'charge', round: 1, index: 0, purpose: 'timeout', dueAt: time(9_000) });
    expect(asked.text(4_000)).toContain(
      'waits for   the answer to charge, at most until 2026-11-21T21:00:09.000Z (in 5.0 s)\n',
    );
    expect(asked.text(4_000)).toMatch(/ charge +waits for the answer\n/);
    expect(asked.text(9_000)).toContain('(due now)\n');
    const slept = new History()
      .at(0, StepStarted, { step: 'cool-down', round: 1, awaits: [], kind: 'sleep' })
      .at(0, TimerSet, { step: 'cool-down', round: 1, purpose: 'sleep', dueAt: time(60_000) });
    expect(slept.text(1_000)).toContain('waits for   2026-11-21T21:01:00.000Z (in 59.0 s) at cool-down\n');
    expect(slept.text(1_000)).toMatch(/ cool-down +waits until 2026-11-21T21:01:00.000Z\n/);
  });

  it('is stuck again when it was paused while it was stuck, and goes on when the step is skipped', () => {
    const history = new History()
      .at(0, StepStarted, { step: 'ship', round: 1, awaits: [] })
      .at(1, StepFailed, { step: 'ship', round: 1, index: 0, attempt: 1, failure: AWAY })
      .at(1, SagaStuck, { step: 'ship', round: 1, index: 0, failure: AWAY, compensating: false })
      .at(2, SagaPaused, { by: 'olga', reason: 'x' })
      .at(3, SagaPaused, { by: 'olga', reason: 'x' })
      .at(4, SagaResumed, { by: 'olga', reason: 'x' });
    expect(timelineOf(history.events)).toMatchObject({ status: 'stuck', failure: AWAY });
    history.at(5, StepSkipped, { step: 'ship', round: 1, by: 'olga', reason: 'x' });
    expect(timelineOf(history.events)).toMatchObject({ status: 'running', failure: null, step: null });
  });

  it('calls off what was under way when another version takes it over', () => {
    const history = new History()
      .at(0, LoopIterated, { loop: 'rework', iteration: 1 })
      .at(0, StepStarted, { step: 'ask', round: 1, awaits: [newId()] })
      .at(9, SagaMigrated, { from: '1.0.0', to: '2.0.0', state: { moved: true }, by: 'olga', reason: 'x' })
      .at(9, SignalReceived, { id: newId(), signal: 'late', by: 'ada' });
    const { entries, version, state, waitsFor } = timelineOf(history.events);
    expect({ version, state, waitsFor }).toEqual({ version: '2.0.0', state: { moved: true }, waitsFor: [] });
    expect(entries[2]).toMatchObject({ step: 'ask', outcome: 'left', endedAt: new Date(START + 9) });
    expect(entries.at(-1)).toMatchObject({ kind: 'signal', depth: 0 });
  });

  it.each([
    ['outcome', newId()],
    ['action', undefined],
  ])('waits for the %s of what undoes a step', (kind, awaits) => {
    const { events } = new History()
      .local(0, 10, 'reserve')
      .at(10, CompensationStarted, { failure: DECLINED, step: 'charge' })
      .at(10, StepCompensationStarted, { step: 'reserve', round: 1, index: 0, ...(awaits && { awaits }) });
    expect(timelineOf(events).waitsFor).toMatchObject([{ kind, step: 'reserve', open: 1, of: 1, until: null }]);
  });

  it('knows how often commands for each of several items are tried', () => {
    const { forEach, branch } = stepsOf<object>();
    const command = { command: () => ({ message: {} as never, key: 'x' }) };
    const run = { run: () => undefined };
    const compensate = { ...run, retry: { attempts: 3 } };
    const steps = [
      branch('how', () => null, {
        asked: [forEach('ask', { items: () => [], each: command })],
        own: [forEach('work', { items: () => [], each: run, compensate })],
      }),
    ];
    const definition = { name: 'order', version: '1.0.0', steps } as AnySagaDefinition;
    const { events } = new History()
      .at(0, StepStarted, { step: 'ask', round: 1, awaits: [], size: 0 })
      .at(0, StepStarted, { step: 'work', round: 1, awaits: [], size: 0 })
      .at(0, CompensationStarted, { failure: DECLINED, step: 'work' })
      .at(0, StepCompensationStarted, { step: 'work', round: 1, index: 0 });
    expect(timelineOf(events, definition).entries).toMatchObject([
      { kind: 'started' },
      { step: 'ask', attemptsAtMost: 1 },
      { step: 'work', attemptsAtMost: 5 },
      { kind: 'going-back' },
      { step: 'work', attemptsAtMost: 3 },
    ]);
  });

  it('takes no notice of events it does not know', () => {
    const { events } = new History();
    const unknown = { type: 'toString', data: null, recordedAt: new Date(START), version: 2 };
    expect(timelineOf([...events, unknown])).toMatchObject({ at: 2, entries: [{ kind: 'started' }] });
  });
});

function fails(attempt: number, retryAt?: string): StepCompensationFailed {
  return { step: 'reserve', round: 1, index: 0, attempt, failure: AWAY, ...(retryAt !== undefined && { retryAt }) };
}
