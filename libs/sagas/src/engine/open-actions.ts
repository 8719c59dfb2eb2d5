import type { InstanceState } from '../instance/instance-state.js';
import type { Program } from './program.js';
import type { ActionRef } from './turn.js';

/** The local executions that are to be under way when nothing holds the saga. */
export function openActions(program: Program, { phase, paused, stuck, run, undoing }: InstanceState): ActionRef[] {
  if (paused || stuck) return [];
  if (phase === 'backward') {
    if (undoing?.awaits !== null || undoing.execution.phase !== 'open') return [];
    const { step, round, index, execution } = undoing;
    return [{ step, round, index, attempt: execution.attempt, compensation: true }];
  }
  const node = run && program.find(run.step);
  if (!node || !('local' in node) || !node.local) return [];
  return run.executions
    .slice(0, run.begun)
    .flatMap(({ phase: stands, attempt }, index) =>
      stands === 'open' ? [{ step: run.step, round: run.round, index, attempt, compensation: false }] : [],
    );
}
