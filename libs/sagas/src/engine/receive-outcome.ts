import type { Uuid } from '@edda/kernel';
import type { StepOutcome } from '../definition/outcome.js';
import { StepCompensated } from '../events/index.js';
import type { Undoing } from '../instance/instance-state.js';
import type { StepRun } from '../instance/step-run.js';
import { failAttempt, failUndoing } from './attempts.js';
import { recordResult } from './complete-work.js';
import type { Move } from './move.js';
import { proceed } from './proceed.js';
import type { Verdict } from './saga-message.js';

/** Takes in what came of a command. */
export function receiveOutcome(move: Move, id: Uuid, outcome: StepOutcome): Verdict {
  const { run, undoing } = move.state;
  const verdict = undoing ? ofUndoing(move, undoing, id, outcome) : run ? ofRun(move, run, id, outcome) : 'late';
  if (verdict === 'taken') proceed(move);
  return verdict;
}

function ofUndoing(move: Move, undoing: Undoing, id: Uuid, outcome: StepOutcome): Verdict {
  if (undoing.awaits !== id) return 'late';
  if (undoing.execution.phase !== 'open') return 'repeated';
  move.settle(id);
  const { step, round, index } = undoing;
  if (outcome.ok) move.record(StepCompensated, { step, round, index });
  else failUndoing(move, undoing, outcome.failure, true);
  return 'taken';
}

function ofRun(move: Move, run: StepRun, id: Uuid, outcome: StepOutcome): Verdict {
  const index = placeOf(run.awaits, id);
  if (index === undefined || index >= run.begun) return 'late';
  const phase = run.executions[index]?.phase;
  if (phase === 'waiting') return 'late';
  if (phase !== 'open') return 'repeated';
  move.settle(id);
  if (outcome.ok) recordResult(move, run, index, outcome.result);
  else failAttempt(move, run, index, { failure: outcome.failure, retryable: true, unknown: false });
  return 'taken';
}

/** The ids of a step stay the same array as long as nothing is tried again. */
const places = new WeakMap<readonly string[], Map<string, number>>();

function placeOf(awaits: readonly string[], id: string): number | undefined {
  if (awaits.length <= 8) {
    const index = awaits.indexOf(id);
    return index === -1 ? undefined : index;
  }
  let known = places.get(awaits);
  if (!known) {
    known = new Map(awaits.map((awaited, index) => [awaited, index]));
    places.set(awaits, known);
  }
  return known.get(id);
}
