import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { errand, runErrand } from '../../test/support/errands.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { givenSaga } from '../testing/given-saga.js';
import type { HistoryEvent } from './history-event.js';
import { replayHistory } from './replay-history.js';

interface Trip {
  people: string[];
  seats?: string[];
  paid?: boolean;
}

const { action, branch, command, forEach, loop, signal, sleep } = stepsOf<Trip>();
const failure = { code: 'NO', detail: 'It did not work.' };
const yes = { ok: true, result: undefined } as const;

const reserve = forEach<string, string>('reserve', {
  items: ({ people }) => people,
  each: { command: (_trip, person) => errand(person) },
  apply: (trip, outcomes) => ({ ...trip, seats: outcomes.flatMap((one) => (one.ok ? [one.result] : [])) }),
});
const pay = action<boolean>('pay', { run: () => true, apply: (trip, paid) => ({ ...trip, paid }) });
const ticket = command('ticket', { command: () => errand('ticket') });

function trip(version: string, ...steps: SagaStep<Trip>[]): SagaDefinition<Trip> {
  return { name: 'trip', version, steps };
}

const before = trip('1.0.0', reserve, pay, ticket);

async function captured(): Promise<HistoryEvent[]> {
  const given = givenSaga(before)
    .started({ people: ['ann', 'bob'] })
    .outcomes('reserve', [
      { ok: true, result: '1A' },
      { ok: true, result: '1B' },
    ])
    .outcome('ticket', yes)
    .thenEnds('completed');
  return JSON.parse(JSON.stringify(await given.events())) as HistoryEvent[];
}

/** As the former build of this library stored it. */
function old(name: string): HistoryEvent[] {
  return JSON.parse(
    readFileSync(new URL(`../../test/histories/${name}.json`, import.meta.url), 'utf8'),
  ) as HistoryEvent[];
}

describe('A captured history', () => {
  it('is what the definition it was made with would do', async () => {
    expect(replayHistory(before, await captured())).toBeNull();
  });

  it('is also what a definition would do that changed in nothing that it comes to', async () => {
    const changed = trip('1.1.0', reserve, { ...pay, timeoutMs: 1 } as SagaStep<Trip>, ticket);
    expect(replayHistory(changed, await captured())).toBeNull();
  });

  it.each<[string, SagaStep<Trip>[]]>([
    ['event 6: the history has StepStarted pay (round 1); trip 2.0.0 would start ticket', [reserve, ticket, pay]],
    [
      'event 6: the history has StepStarted pay (round 1); trip 2.0.0 would start rest',
      [reserve, sleep('rest', () => 1), pay, ticket],
    ],
    [
      'event 11: the history has SagaEnded completed; trip 2.0.0 would start approve',
      [reserve, pay, ticket, signal('approve', { signal: 'ok' })],
    ],
    ['event 8: the history has StepStarted ticket (round 1); trip 2.0.0 would end completed', [reserve, pay]],
    [
      'event 4: the history has StepOutcomeReceived (item 1); trip 2.0.0 would complete reserve',
      [{ ...reserve, join: 'any' } as SagaStep<Trip>, pay, ticket],
    ],
    [
      'event 5: the history has StepCompleted reserve (round 1); trip 2.0.0 would complete reserve, with another state',
      [{ ...reserve, apply: (state: Trip) => ({ ...state, seats: [] }) } as SagaStep<Trip>, pay, ticket],
    ],
    [
      'event 2: the history has StepStarted reserve (round 1); trip 2.0.0 would start reserve, with another size',
      [{ ...reserve, items: () => ['ann'] } as SagaStep<Trip>, pay, ticket],
    ],
    [
      'event 6: the history has StepStarted pay (round 1); trip 2.0.0 would take the way cash of how',
      [reserve, branch('how', () => 'cash', { cash: [pay] }), ticket],
    ],
    [
      'event 6: the history has StepStarted pay (round 1); trip 2.0.0 would go round again (1)',
      [reserve, loop('again', { while: () => true, atMost: 1, steps: [pay] }), ticket],
    ],
  ])('says where a changed definition goes another way: %s', async (sentence, steps) => {
    const history = await captured();
    const divergence = replayHistory(trip('2.0.0', ...steps), history);
    expect({ sentence: divergence?.sentence, has: history.map(({ type }) => type) }).toMatchObject({ sentence });
  });

  it('ends where a changed definition would go on', async () => {
    const history = (await captured()).slice(0, -3);
    const atOnce = command('ticket', { command: () => null });
    expect(replayHistory(before, history)).toBeNull();
    expect(replayHistory(trip('2.0.0', reserve, pay, atOnce), history)?.sentence).toBe(
      'event 8: the history has StepStarted ticket (round 1); trip 2.0.0 would start ticket, with another awaits',
    );
  });

  it('is followed through failures, attempts, time-outs, requests and the way back', async () => {
    const compensate = { run: () => undefined };
    let runs = 0;
    const steps = trip(
      '1.0.0',
      action('first', {
        run: () => {
          if (++runs < 2) throw new Error('busy');
        },
        compensate,
      }),
      command('second', {
        command: (_trip, { attempt }) => errand('second', attempt),
        timeoutMs: 1000,
        retry: { attempts: 2 },
        compensate: { command: () => errand('undo second') },
      }),
      forEach<string>('third', {
        items: () => ['a', 'b', 'c'],
        concurrency: 1,
        each: { command: (_trip, item) => errand(item) },
        onFailure: 'hold',
      }),
      signal('fourth', { signal: 'ok', timeoutMs: 60_000 }),
      sleep('fifth', () => 1000),
      ticket,
    );
    const given = givenSaga(steps)
      .started({ people: [] })
      .after('500 ms')
      .after('900 ms')
      .outcome('second', { ok: true, result: 'done' })
      .pause()
      .outcome('third', yes)
      .resume()
      .outcome('third', { ok: false, failure })
      .thenIsStuck('third')
      .retry()
      .outcome('third', yes)
      .outcome('third', yes)
      .thenWaitsFor('fourth')
      .signal('ok')
      .after('1 s')
      .thenSends(runErrand('ticket'))
      .outcome('ticket', { ok: false, failure })
      .outcome('second', { ok: false, failure })
      .thenWaitsFor({ kind: 'retry', step: 'second' })
      .after('1 s')
      .outcome('second', yes)
      .thenCompensates('second', 'first')
      .thenEnds('failed', 'NO');
    const history = await given.events();
    expect(replayHistory(steps, history)).toBeNull();
    for (let end = 1; end < history.length; end++) {
      const divergence = replayHistory(steps, history.slice(0, end));
      // Cut in the middle of a move it can only say how the move goes on.
      expect(divergence?.event ?? end + 1).toBe(end + 1);
    }
  });

  it('is followed by what fired, not by what may have been due when its events were written', async () => {
    const retry = { attempts: 2, backoff: { initial: 60_000, max: 60_000, jitter: 0 } };
    const steps = trip('1.0.0', command('ask', { command: () => errand('ask'), retry }));
    const given = givenSaga(steps)
      .started({ people: [] })
      .outcome('ask', { ok: false, failure })
      .pause()
      .after('59 s')
      .resume()
      .thenHistory('SagaStarted', 'StepStarted ask', 'StepFailed ask', 'SagaPaused', 'SagaResumed')
      .skip()
      .thenEnds('completed');
    const written = (await given.events()).map((event) => ({ ...event, recordedAt: '2026-01-01T00:01:00.005Z' }));
    expect(replayHistory(steps, written)).toBeNull();
  });

  it('is followed through moves that were cut because they were long', async () => {
    const nothings = Array.from({ length: 30 }, (_, index) => command(`nothing-${index}`, { command: () => null }));
    const given = givenSaga(trip('1.0.0', ...nothings))
      .started({ people: [] })
      .thenEnds('completed');
    expect(replayHistory(trip('1.0.0', ...nothings), await given.events())).toBeNull();
  });

  it('that was cancelled is followed to its end', async () => {
    const compensate = { run: () => undefined };
    const steps = trip('1.0.0', action('first', { run: () => undefined, compensate }), ticket);
    for (const cancelled of [true, false]) {
      const given = givenSaga(steps).started({ people: [] }).cancel({ compensate: cancelled }).thenEnds('cancelled');
      expect(replayHistory(steps, await given.events())).toBeNull();
    }
  });

  it('is followed from its last migration on', async () => {
    const after: SagaDefinition<Trip> = {
      ...trip('2.0.0', pay, ticket),
      migrate: { '1.0.0': (state) => ({ state: state as Trip, step: 'ticket' }) },
    };
    const given = givenSaga(before)
      .started({ people: ['ann'] })
      .migrate(after)
      .outcome('ticket', yes);
    expect(replayHistory(after, await given.thenEnds('completed').events())).toBeNull();
  });
});

describe('A history of the former build', () => {
  it.each(['trip-completed', 'trip-failed', 'trip-cancelled'])('is what the definition would do: %s', (name) => {
    expect(replayHistory(before, old(name))).toBeNull();
  });

  it('is gone on with where it stands', async () => {
    await givenSaga(before)
      .history(old('trip-completed').slice(0, 3))
      .thenIs('running')
      .thenWaitsFor({ kind: 'outcome', step: 'reserve', open: 1, of: 2 })
      .settled('61d6ce3f-8f39-5a1c-9d5c-0d6a6c1e7a02', { ok: true, result: '1B' })
      .thenRuns('pay')
      .thenSends(runErrand('ticket'))
      .outcome('ticket', yes)
      .thenState({ people: ['ann', 'bob'], seats: ['1A', '1B'], paid: true })
      .thenEnds('completed');
  });
});
