import type { SagaFailure } from '../definition/outcome.js';
import { StepCompleted, StepStarted, TimerSet } from '../events/index.js';
import type { StepRun } from '../instance/step-run.js';
import { attempt, codeFailed } from './failures.js';
import type { Move } from './move.js';
import type { SignalNode, SleepNode } from './program-node.js';

/** A time after the year 9999, as it would be written: no event holds it. */
const TOO_LATE = /^\+/;

/** @returns why it could not begin */
export function beginSleep(move: Move, { name, step }: SleepNode): SagaFailure | null {
  const until = attempt(`until of ${name}`, () => step.until(move.state.state));
  if ('failure' in until) return until.failure;
  const due = attempt(`until of ${name}`, () =>
    until.value instanceof Date ? until.value.toISOString() : move.in(until.value),
  );
  if ('failure' in due || TOO_LATE.test(due.value)) {
    return codeFailed(`until of ${name}`, `${String(until.value)} is no time up to the year 9999`);
  }
  const round = startWaiting(move, name, { kind: 'sleep' });
  if (Date.parse(due.value) > move.now.getTime()) {
    move.record(TimerSet, { step: name, round, purpose: 'sleep', dueAt: due.value });
  }
  return null;
}

/** @returns whether it was through */
export function completeSleep(move: Move, { name }: SleepNode, run: StepRun): boolean {
  if (run.timer) return false;
  move.record(StepCompleted, { step: name, state: move.state.state, round: run.round });
  return true;
}

export function beginSignal(move: Move, { name, step }: SignalNode): void {
  const round = startWaiting(move, name, { kind: 'signal', signal: step.signal });
  if (step.timeoutMs === undefined || bufferedFor(move, step.signal)) return;
  move.record(TimerSet, { step: name, round, purpose: 'signal', dueAt: move.in(step.timeoutMs) });
}

/** @returns whether it was through, or why it failed */
export function awaitSignal(move: Move, { name, step }: SignalNode, run: StepRun): boolean | SagaFailure {
  const { state } = move.state;
  const signal = bufferedFor(move, step.signal);
  if (signal) {
    const next = attempt(`apply of ${name}`, () => (step.apply ? step.apply(state, signal.payload) : state));
    if ('failure' in next) return next.failure;
    if (next.value === undefined || next.value === null) return codeFailed(`apply of ${name}`, 'it gave no state');
    move.record(StepCompleted, { step: name, state: next.value, round: run.round, signal: signal.id });
    return true;
  }
  if (!run.fired) return false;
  if (step.onTimeout === 'go-on') {
    move.record(StepCompleted, { step: name, state, round: run.round, without: 'signal-timed-out' });
    return true;
  }
  return { code: 'SAGA.SIGNAL_TIMED_OUT', detail: `No signal ${step.signal} came within ${step.timeoutMs} ms.` };
}

function bufferedFor(move: Move, signal: string) {
  return move.state.signals.find((buffered) => buffered.signal === signal);
}

function startWaiting(move: Move, step: string, what: Pick<StepStarted, 'kind' | 'signal'>): number {
  const round = (move.state.rounds[step] ?? 0) + 1;
  move.record(StepStarted, { step, round, awaits: [], ...what });
  return round;
}
