import type { SagaFailure } from '../definition/outcome.js';
import type { RetryPolicy } from '../definition/retry-policy.js';
import { StepCompensationFailed, StepFailed, StepRetried, TimerSet } from '../events/index.js';
import type { Undoing } from '../instance/instance-state.js';
import type { ExecutionState, StepRun } from '../instance/step-run.js';
import { localRef, sendAttempt } from './begin.js';
import { compensationOf, sendUndoing, undoingAttempt } from './compensate.js';
import { ExecutionOf } from './execution-of.js';
import type { Move } from './move.js';
import type { ProgramNode, WorkNode } from './program-node.js';
import { retryDelay } from './retry-delay.js';

/** Who asked for another attempt, where it was not the clock. */
export type AskedRetry = Pick<StepRetried, 'by' | 'reason' | 'id'>;

export interface FailedAttempt {
  readonly failure: SagaFailure;
  readonly retryable: boolean;
  /** Nobody knows what it has done. */
  readonly unknown: boolean;
}

export function workOf(node: ProgramNode | null): WorkNode | null {
  return node && 'local' in node ? node : null;
}

/** Records that an attempt failed, and when the next one is due if there is one. */
export function failAttempt(
  move: Move,
  run: StepRun,
  index: number,
  { failure, retryable, unknown }: FailedAttempt,
): void {
  const policy = workOf(move.program.find(run.step))?.retry;
  const ref = localRef(run, index);
  const execution = run.executions[index];
  const retryAt =
    retryable && policy && execution ? nextTry(move, policy, execution, new ExecutionOf(move.instance.id, ref)) : {};
  move.record(StepFailed, {
    step: run.step,
    round: run.round,
    index,
    attempt: ref.attempt,
    failure,
    ...retryAt,
    ...(unknown ? { unknown } : {}),
  });
}

export function failUndoing(move: Move, undoing: Undoing, failure: SagaFailure, retryable: boolean): void {
  const policy = compensationOf(move, undoing.step)?.retry;
  const { step, round, index, execution } = undoing;
  const of = new ExecutionOf(move.instance.id, undoingAttempt(undoing));
  const retryAt = retryable && policy ? nextTry(move, policy, execution, of) : {};
  move.record(StepCompensationFailed, { step, round, index, attempt: execution.attempt, failure, ...retryAt });
}

/** Begins the next attempt of an execution. */
export function tryAgain(move: Move, run: StepRun, index: number, asked: AskedRetry = {}): void {
  const node = workOf(move.program.find(run.step));
  const attempt = (run.executions[index]?.attempt ?? 0) + 1;
  const ref = { ...localRef(run, index), attempt };
  const { step, round } = run;
  const local = run.awaits[index] === undefined;
  const awaits = local ? {} : { awaits: new ExecutionOf(move.instance.id, ref).id };
  move.record(StepRetried, { step, round, index, attempt, ...awaits, ...asked });
  if (!node) return;
  if (local) {
    move.act(ref);
    return;
  }
  sendAttempt(move, node, run, index, attempt);
  if (node.timeoutMs === null || move.state.run?.executions[index]?.phase !== 'open') return;
  move.record(TimerSet, { step, round, index, purpose: 'timeout', dueAt: move.in(node.timeoutMs) });
}

/** Begins the next attempt to undo something. */
export function undoAgain(move: Move, undoing: Undoing, asked: AskedRetry = {}): void {
  const compensation = compensationOf(move, undoing.step);
  const { step, round, index } = undoing;
  const attempt = undoing.execution.attempt + 1;
  const ref = { ...undoingAttempt(undoing), attempt };
  const awaits = undoing.awaits === null ? {} : { awaits: new ExecutionOf(move.instance.id, ref).id };
  move.record(StepRetried, { step, round, index, attempt, compensation: true, ...awaits, ...asked });
  if (undoing.awaits === null) move.act(ref);
  else if (compensation && move.state.undoing) sendUndoing(move, compensation, move.state.undoing);
}

function nextTry(
  move: Move,
  policy: RetryPolicy,
  { tries }: ExecutionState,
  execution: ExecutionOf,
): { retryAt?: string } {
  return tries < policy.attempts ? { retryAt: move.in(retryDelay(policy, tries, execution.id)) } : {};
}
