import type { SagaFailure } from '../definition/outcome.js';
import { CompensationStarted, SagaEnded } from '../events/index.js';
import { leftBehind } from '../instance/step-run.js';
import type { Move } from './move.js';
import { releaseRun } from './release.js';

/**
 * Gives up the way forward: what is under way is called off, and what was done is undone from here on.
 *
 * @param step the one that failed; none when somebody cancelled the saga
 */
export function goBack(move: Move, failure: SagaFailure, step?: string): void {
  const { run, done } = move.state;
  releaseRun(move, failure.detail);
  const nothingToUndo = done.count === 0 && (!run || leftBehind(run).length === 0);
  if (nothingToUndo && !move.endsLater) endBack(move, failure);
  else move.record(CompensationStarted, step === undefined ? { failure } : { failure, step });
}

/** Ends a saga that has nothing left to undo. */
export function endBack(move: Move, failure: SagaFailure): void {
  const { cancelled, compensated } = move.state;
  const status = cancelled ? 'cancelled' : 'failed';
  move.record(SagaEnded, { status, failure, ...(compensated > 0 ? { compensated } : {}) });
  move.ended = { status, failure };
}
