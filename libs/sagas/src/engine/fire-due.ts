import { TimerFired } from '../events/index.js';
import type { InstanceState } from '../instance/instance-state.js';
import { failAttempt, failUndoing, tryAgain, undoAgain, workOf } from './attempts.js';
import { stepTimedOut } from './failures.js';
import { compensationOf } from './compensate.js';
import type { Move } from './move.js';
import { isHeld, proceed } from './proceed.js';
import { release } from './release.js';

/** Something whose time is set: a step's own timer, an execution of it, or what is being undone. */
interface Due {
  readonly at: string;
  readonly of: 'step' | 'undoing' | number;
}

/** Fires what is due, the earliest first, and goes on after each. */
export function fireDue(move: Move): void {
  proceed(move);
  for (let fired = true; fired && !isHeld(move);) {
    fired = false;
    const { run, undoing } = move.state;
    for (const { of } of dueNow(move)) {
      const now = move.state;
      const left = now.run?.step !== run?.step || now.run?.round !== run?.round || now.undoing !== undoing;
      if (left || isHeld(move) || move.isFull) break;
      fire(move, of);
      proceed(move);
      fired = true;
    }
  }
}

/** When the next of them is due. */
export function nextDue(state: InstanceState): string | null {
  let earliest: string | null = null;
  for (const { at } of timesOf(state)) if (earliest === null || at < earliest) earliest = at;
  return earliest;
}

function dueNow(move: Move): Due[] {
  const now = move.now.toISOString();
  return [...timesOf(move.state)]
    .filter(({ at }) => at <= now)
    .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)));
}

function* timesOf({ run, undoing }: InstanceState): Generator<Due> {
  if (undoing?.execution.until !== undefined) yield { at: undoing.execution.until, of: 'undoing' };
  if (run?.timer) yield { at: run.timer.dueAt, of: 'step' };
  if (!run) return;
  for (let index = 0; index < run.begun; index++) {
    const execution = run.executions[index];
    if (execution?.until === undefined) continue;
    if (execution.phase === 'open' || execution.phase === 'waiting') yield { at: execution.until, of: index };
  }
}

function fire(move: Move, of: Due['of']): void {
  if (of === 'undoing') fireUndoing(move);
  else if (of === 'step') fireStep(move);
  else fireExecution(move, of);
}

function fireStep(move: Move): void {
  const { run } = move.state;
  if (run?.timer) move.record(TimerFired, { step: run.step, round: run.round, purpose: run.timer.purpose });
}

function fireExecution(move: Move, index: number): void {
  const { run } = move.state;
  const execution = run?.executions[index];
  if (!run || !execution) return;
  if (execution.phase === 'waiting') {
    tryAgain(move, run, index);
    return;
  }
  const { step, round } = run;
  const node = workOf(move.program.find(step));
  const failure = stepTimedOut(node?.timeoutMs ?? 0);
  release(move, node, run, index, failure.detail);
  move.record(TimerFired, { step, round, index, purpose: 'timeout' });
  failAttempt(move, run, index, { failure, retryable: true, unknown: true });
}

function fireUndoing(move: Move): void {
  const { undoing } = move.state;
  if (!undoing) return;
  if (undoing.execution.phase === 'waiting') {
    undoAgain(move, undoing);
    return;
  }
  const { step, round, index, awaits } = undoing;
  if (awaits !== null) move.settle(awaits);
  move.record(TimerFired, { step, round, index, purpose: 'timeout' });
  failUndoing(move, undoing, stepTimedOut(compensationOf(move, step)?.timeoutMs ?? 0), true);
}
