import { StepCompensated } from '../events/index.js';
import type { InstanceState } from '../instance/instance-state.js';
import { failAttempt, failUndoing, workOf } from './attempts.js';
import { completeAction, recordResult } from './complete-work.js';
import { STEP_TIMED_OUT } from './failures.js';
import type { Move } from './move.js';
import { isHeld, proceed } from './proceed.js';
import type { ActionOutcome, ActionRef } from './turn.js';

/** Whether the outcome of this local execution is what the saga waits for. */
export function isAwaited({ run, undoing }: InstanceState, action: ActionRef): boolean {
  const { step, round, index, attempt, compensation } = action;
  if (compensation) {
    if (undoing?.awaits !== null) return false;
    const { execution } = undoing;
    const same = undoing.step === step && undoing.round === round && undoing.index === index;
    return same && execution.phase === 'open' && execution.attempt === attempt;
  }
  if (!run || run.step !== step || run.round !== round || index >= run.begun) return false;
  const execution = run.executions[index];
  return execution?.phase === 'open' && execution.attempt === attempt && run.awaits[index] === undefined;
}

/** Takes in what a local execution came to. */
export function finishAction(move: Move, action: ActionRef, outcome: ActionOutcome): void {
  if (!isAwaited(move.state, action)) return;
  if (!outcome.ok && outcome.interrupted) return;
  if (action.compensation) finishUndoing(move, outcome);
  else finishRun(move, action, outcome);
  proceed(move);
}

type Definite = Exclude<ActionOutcome, { interrupted: true }>;

function finishUndoing(move: Move, outcome: Definite): void {
  const { undoing } = move.state;
  if (!undoing) return;
  const { step, round, index } = undoing;
  if (outcome.ok) move.record(StepCompensated, { step, round, index });
  else failUndoing(move, undoing, outcome.failure, outcome.retryable);
}

function finishRun(move: Move, { index }: ActionRef, outcome: Definite): void {
  const { run } = move.state;
  if (!run) return;
  if (!outcome.ok) {
    const { failure, retryable } = outcome;
    failAttempt(move, run, index, { failure, retryable, unknown: failure.code === STEP_TIMED_OUT });
    return;
  }
  const node = workOf(move.program.find(run.step));
  const atOnce = node?.kind === 'action' && !isHeld(move) && completeAction(move, node, run, outcome.result);
  if (!atOnce) recordResult(move, run, index, outcome.result);
}
