import type { ItemOutcome } from '../definition/saga-step.js';
import type { StepRun } from '../instance/step-run.js';
import type { ForEachNode } from './program-node.js';

/** Most items of a fan-out. */
export const MAX_ITEMS = 10_000;

/** The items of a fan-out: asked for once as long as the same state stands. */
export function itemsOf({ step, items: known }: ForEachNode, state: unknown): readonly unknown[] {
  const lasting = typeof state === 'object' && state !== null;
  const before = lasting ? known.get(state) : undefined;
  if (before) return before;
  const items = step.items(state);
  if (!Array.isArray(items)) throw new TypeError('it gave no array');
  if (lasting) known.set(state, items);
  return items;
}

/** What became of each item, in their order; what is still under way counts as called off. */
export function itemOutcomes(items: readonly unknown[], run: StepRun): ItemOutcome<unknown, unknown>[] {
  return items.map((item, index) => {
    const execution = run.executions[index];
    if (execution?.phase === 'done') return { item, index, ok: true, result: execution.result };
    const failure =
      execution?.phase === 'failed' && execution.failure
        ? execution.failure
        : { code: 'SAGA.RELEASED', detail: 'It was called off: the others were enough.' };
    return { item, index, ok: false, failure };
  });
}
