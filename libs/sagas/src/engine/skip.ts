import { StepSkipped } from '../events/index.js';
import type { AskedRetry } from './attempts.js';
import { refused, releaseUndoing, TAKEN, type Answer } from './control.js';
import type { Move } from './move.js';
import { openActions } from './open-actions.js';
import { proceed } from './proceed.js';
import { releaseRun } from './release.js';

/** Goes on without the step, or the compensation, at which the saga is stuck or which it waits for. */
export function skip(move: Move, asked: AskedRetry): Answer {
  const { state } = move;
  if (openActions(move.program, state).length > 0) {
    return refused(`${state.step} is under way in this service: pause the saga first.`);
  }
  const at = state.stuck ?? state.undoing ?? state.run;
  if (!at) return refused('It is at no step.');
  const { by = '', reason = '', id } = asked;
  const request = { step: at.step, round: at.round, by, reason, ...(id === undefined ? {} : { id }) };
  if (state.phase === 'backward') {
    releaseUndoing(move);
    move.record(StepSkipped, { ...request, compensation: true, index: 'index' in at ? at.index : 0 });
  } else {
    releaseRun(move, reason);
    move.record(StepSkipped, request);
  }
  proceed(move);
  return TAKEN;
}
