import type { Uuid } from '@edda/kernel';
import type { InstanceState } from '../instance/instance-state.js';

/** The ids under which outcomes of a step, or of its compensation, are awaited. */
export function awaitedIds({ run, undoing }: InstanceState, step: string): { id: Uuid; index: number }[] {
  if (undoing) {
    const { awaits, index, execution } = undoing;
    const awaited = undoing.step === step && awaits !== null && execution.phase === 'open';
    return awaited ? [{ id: awaits, index }] : [];
  }
  if (run?.step !== step) return [];
  return run.awaits
    .slice(0, run.begun)
    .flatMap((id, index) => (run.executions[index]?.phase === 'open' ? [{ id, index }] : []));
}
