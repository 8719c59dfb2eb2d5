import { StepRetried } from '../events/index.js';
import { tryAgain, undoAgain, type AskedRetry } from './attempts.js';
import { refused, TAKEN, type Answer } from './control.js';
import { isHeld, proceed } from './proceed.js';
import type { Move } from './move.js';

/** Tries again what the saga is stuck at, or what waits for its next attempt. */
export function retry(move: Move, asked: AskedRetry): Answer {
  const { run, undoing, stuck, paused } = move.state;
  if (paused) return refused('It is paused: resume it first.');
  if (undoing) {
    const { phase } = undoing.execution;
    if (phase !== 'failed' && phase !== 'waiting') return refused('Nothing waits for another attempt.');
    undoAgain(move, undoing, asked);
  } else if (run) {
    const again = stuck ? 'failed' : 'waiting';
    const indexes = run.executions.flatMap(({ phase }, index) => (phase === again ? [index] : []));
    if (indexes.length === 0 && !stuck) return refused('Nothing waits for another attempt.');
    if (indexes.length === 0) goOn(move, asked);
    for (const index of indexes) tryAgain(move, run, index, asked);
  } else {
    if (!stuck) return refused('Nothing waits for another attempt.');
    goOn(move, asked);
  }
  if (stuck && !isHeld(move)) move.actOpen();
  proceed(move);
  return TAKEN;
}

/** What failed was no execution: the step is tried again as it stands. */
function goOn(move: Move, asked: AskedRetry): void {
  const { stuck, phase, run } = move.state;
  if (!stuck) return;
  const { step, round, index } = stuck;
  const attempt = run?.executions[index]?.attempt ?? 1;
  const back = phase === 'backward' ? { compensation: true } : {};
  move.record(StepRetried, { step, round, index, attempt, ...back, ...asked });
}
