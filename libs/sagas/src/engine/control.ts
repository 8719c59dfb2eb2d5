import type { Uuid } from '@edda/kernel';
import { SagaCancelled, SagaEnded, SagaPaused, SagaResumed } from '../events/index.js';
import { undoingAttempt } from './compensate.js';
import { fireDue } from './fire-due.js';
import { goBack } from './go-back.js';
import { migrate } from './migrate.js';
import type { Move } from './move.js';
import { proceed } from './proceed.js';
import { releaseRun } from './release.js';
import { retry } from './retry.js';
import type { SagaControl, Verdict } from './saga-message.js';
import { skip } from './skip.js';

export type Answer = { readonly verdict: Verdict; readonly why?: string };

export const TAKEN: Answer = { verdict: 'taken' };
const REPEATED: Answer = { verdict: 'repeated' };

export function refused(why: string): Answer {
  return { verdict: 'refused', why };
}

/** Does what somebody asks for, if it can be done in the state the saga is in. */
export function receiveControl(move: Move, id: Uuid, control: SagaControl): Answer {
  const { state } = move;
  if (state.taken.includes(id)) return REPEATED;
  if (state.phase === 'new') return refused('It was not started yet.');
  if (state.phase === 'ended') return refused(`It has ended: it is ${state.status}.`);
  const { by, reason } = control;
  switch (control.action) {
    case 'pause':
      if (state.paused) return REPEATED;
      move.abortOpen();
      move.record(SagaPaused, { by, reason, id });
      return TAKEN;
    case 'resume':
      if (!state.paused) return REPEATED;
      move.record(SagaResumed, { by, reason, id });
      move.actOpen();
      fireDue(move);
      return TAKEN;
    case 'cancel':
      return cancel(move, id, control);
    case 'retry':
      return retry(move, { by, reason, id });
    case 'skip':
      return skip(move, { by, reason, id });
    case 'migrate':
      return migrate(move, control, id);
  }
}

function cancel(move: Move, id: Uuid, control: SagaControl & { action: 'cancel' }): Answer {
  const { by, reason, compensate } = control;
  const { phase, cancelled } = move.state;
  if (phase === 'backward' && compensate) {
    return cancelled
      ? REPEATED
      : refused('What it has done is being undone already: retry or skip what it is stuck at.');
  }
  const failure = { code: 'SAGA.CANCELLED', detail: reason };
  if (compensate) {
    move.record(SagaCancelled, { compensate, by, reason, id });
    goBack(move, failure);
    proceed(move);
    return TAKEN;
  }
  releaseRun(move, reason);
  releaseUndoing(move);
  move.record(SagaCancelled, { compensate, by, reason, id });
  const { compensated } = move.state;
  move.record(SagaEnded, { status: 'cancelled', failure, ...(compensated > 0 ? { compensated } : {}) });
  move.ended = { status: 'cancelled', failure };
  return TAKEN;
}

/** Nobody waits for what undoes something any more. */
export function releaseUndoing(move: Move): void {
  const { undoing } = move.state;
  if (undoing?.execution.phase !== 'open') return;
  if (undoing.awaits === null) move.abort(undoingAttempt(undoing));
  else move.settle(undoing.awaits);
}
