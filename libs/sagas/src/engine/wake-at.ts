import type { InstanceState } from '../instance/instance-state.js';
import { nextDue } from './fire-due.js';
import { joined } from './join.js';
import type { Program } from './program.js';
import { isHeld } from './proceed.js';

/** When there is something to do again; at once, as the beginning of time, when a move left something to do. */
export function wakeAt(program: Program, state: InstanceState): Date | null {
  if (isHeld({ state })) return null;
  if (canProceed(program, state)) return new Date(0);
  const next = nextDue(state);
  return next === null ? null : new Date(next);
}

function canProceed(program: Program, { phase, run, undoing, signals }: InstanceState): boolean {
  if (phase === 'backward') return !undoing || undoing.execution.phase === 'failed';
  if (!run) return true;
  const node = program.find(run.step);
  if (!node || node.kind === 'branch' || node.kind === 'loop') return true;
  if (node.kind === 'sleep') return !run.timer;
  if (node.kind === 'signal') return run.fired === true || signals.some(({ signal }) => signal === node.step.signal);
  if (joined(node, run) !== 'open') return true;
  if (node.kind !== 'forEach') return false;
  return run.begun < Math.min(run.executions.length, run.settled + node.concurrency);
}
