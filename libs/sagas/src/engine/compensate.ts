import type { SagaFailure, StepCommand } from '../definition/outcome.js';
import { SagaStuck, StepCompensationFailed, StepCompensationStarted, TimerSet } from '../events/index.js';
import { lastDone, type DoneExecution } from '../instance/done-list.js';
import type { Undoing } from '../instance/instance-state.js';
import { checked } from './begin.js';
import { ExecutionOf } from './execution-of.js';
import { attempt, type Attempted } from './failures.js';
import { endBack } from './go-back.js';
import type { Move } from './move.js';
import type { CompensationNode } from './program-node.js';
import type { ActionRef } from './turn.js';

/** Begins to undo what was done last, when nothing else is being undone; ends the saga when nothing is left. */
export function undo(move: Move): void {
  const { undoing, done, failure } = move.state;
  if (undoing) {
    const { phase, failure: failed } = undoing.execution;
    if (phase === 'failed' && failed) stuckAt(move, undoing, failed);
    return;
  }
  const last = lastDone(done);
  if (!last) {
    if (move.endsLater) return;
    endBack(move, failure ?? { code: 'SAGA.STEP_FAILED', detail: 'A step failed.' });
    return;
  }
  const compensation = compensationOf(move, last.step);
  if (!compensation) {
    const detail = `${last.step} has no compensation in ${move.state.definition} ${move.state.definitionVersion}: undo it by hand and skip it.`;
    stuckAt(move, last, { code: 'SAGA.CODE_FAILED', detail });
  } else if ('run' in compensation.step) {
    move.record(StepCompensationStarted, nameOf(last));
    move.act(undoingRef(last, 1));
  } else {
    askToUndo(move, compensation, last);
  }
}

export function compensationOf(move: Move, step: string): CompensationNode | null {
  const node = move.program.find(step);
  return node && 'local' in node ? node.compensation : null;
}

export function undoingRef({ step, round, index }: DoneExecution, number: number): ActionRef {
  return { step, round, index, attempt: number, compensation: true };
}

export function undoingAttempt({ execution, ...of }: Undoing): ActionRef {
  return undoingRef(of, execution.attempt);
}

/** Sends the command of a later attempt, which has begun. */
export function sendUndoing(move: Move, compensation: CompensationNode, undoing: Undoing): void {
  const execution = new ExecutionOf(move.instance.id, undoingAttempt(undoing));
  deliver(move, compensation, execution, commandOf(move, compensation, undoing, execution));
}

export function stuckAt(move: Move, of: DoneExecution, failure: SagaFailure): void {
  move.record(SagaStuck, { ...nameOf(of), failure, compensating: true });
}

function askToUndo(move: Move, compensation: CompensationNode, last: DoneExecution): void {
  const execution = new ExecutionOf(move.instance.id, undoingRef(last, 1));
  const made = commandOf(move, compensation, last, execution);
  move.record(StepCompensationStarted, { ...nameOf(last), awaits: execution.id });
  deliver(move, compensation, execution, made);
}

function deliver(
  move: Move,
  { timeoutMs }: CompensationNode,
  execution: ExecutionOf,
  made: Attempted<StepCommand>,
): void {
  const of = nameOf(execution);
  if ('failure' in made) {
    move.record(StepCompensationFailed, { ...of, attempt: execution.attempt, failure: made.failure });
    stuckAt(move, of, made.failure);
    return;
  }
  move.send(execution.id, made.value);
  move.await(execution.id);
  if (timeoutMs !== null) move.record(TimerSet, { ...of, purpose: 'timeout', dueAt: move.in(timeoutMs) });
}

function commandOf(
  move: Move,
  { step }: CompensationNode,
  { step: name, result }: DoneExecution,
  execution: ExecutionOf,
): Attempted<StepCommand> {
  return attempt(`compensation of ${name}`, () =>
    checked('command' in step ? step.command(move.state.state, result, execution) : null),
  );
}

function nameOf({ step, round, index }: DoneExecution): DoneExecution {
  return { step, round, index };
}
