import type { SagaFailure } from '../definition/outcome.js';
import type { StepRun } from '../instance/step-run.js';
import type { ForEachNode, WorkNode } from './program-node.js';

/** What the outcomes of a step come to so far. */
export type Joined = 'open' | 'through' | SagaFailure;

export function joined(node: WorkNode, run: StepRun): Joined {
  if (run.failure) return run.failure;
  const size = run.executions.length;
  if (size === 0) return 'through';
  if (node.kind !== 'forEach') {
    const [only] = run.executions;
    if (only?.phase === 'failed') return failureOf(run);
    return only?.phase === 'done' ? 'through' : 'open';
  }
  if (node.step.join === 'settled') return run.settled === size ? 'through' : 'open';
  const needed = neededOf(node, size);
  if (run.succeeded >= needed) return 'through';
  if (needed > size) {
    return { code: 'SAGA.CODE_FAILED', detail: `${node.name} needs ${needed} results of only ${size} items.` };
  }
  return run.settled - run.succeeded > size - needed ? failureOf(run) : 'open';
}

function neededOf({ step: { join = 'all' } }: ForEachNode, size: number): number {
  if (typeof join === 'object') return join.atLeast;
  return join === 'any' ? 1 : size;
}

/** The place of the first execution that failed for good; 0 when the step failed as a whole. */
export function failedIndex(run: StepRun): number {
  return Math.max(
    0,
    run.executions.findIndex(({ phase }) => phase === 'failed'),
  );
}

function failureOf(run: StepRun): SagaFailure {
  return run.executions[failedIndex(run)]?.failure ?? { code: 'SAGA.STEP_FAILED', detail: `${run.step} failed.` };
}
