import type { SagaFailure } from '../definition/outcome.js';
import { StepCompleted, StepOutcomeReceived } from '../events/index.js';
import type { StepRun } from '../instance/step-run.js';
import { attempt, codeFailed, type Attempted } from './failures.js';
import { itemOutcomes, itemsOf } from './items.js';
import type { Move } from './move.js';
import { outcomeId } from './outcome-id.js';
import type { ActionNode, ForEachNode, WorkNode } from './program-node.js';
import { releaseRun } from './release.js';

/** Completes a step that is through. @returns why it failed although it is */
export function completeWork(move: Move, node: WorkNode, run: StepRun): SagaFailure | null {
  const { state } = move.state;
  const next = node.kind === 'forEach' ? applyAll(node, state, run) : applyOne(node, state, run.executions[0]?.result);
  if ('failure' in next) return next.failure;
  releaseRun(move, 'The others were enough.');
  move.record(StepCompleted, { step: node.name, state: next.value, round: run.round });
  return null;
}

/** Completes a single local step with what it came to, in one event. @returns false when that must be told in steps */
export function completeAction(move: Move, node: ActionNode, run: StepRun, result: unknown): boolean {
  const next = applyOne(node, move.state.state, result);
  if ('failure' in next) return false;
  const kept = node.compensates && result !== undefined ? { result } : {};
  move.record(StepCompleted, { step: node.name, state: next.value, round: run.round, ...kept });
  return true;
}

export function recordResult(move: Move, run: StepRun, index: number, result: unknown): void {
  const id = run.awaits[index] ?? outcomeId(move.instance.id, run.step, run.round, index);
  move.record(StepOutcomeReceived, { id, ok: true, index, ...(result === undefined ? {} : { result }) });
}

function applyOne(node: Exclude<WorkNode, ForEachNode>, state: unknown, result: unknown): Attempted<unknown> {
  if (!node.step.apply) return { value: state };
  const next = attempt(`apply of ${node.name}`, () => node.step.apply?.(state, result));
  return nothing(next) ? { failure: codeFailed(`apply of ${node.name}`, 'it gave no state') } : next;
}

function applyAll(node: ForEachNode, state: unknown, run: StepRun): Attempted<unknown> {
  const { apply, check } = node.step;
  if (!apply && !check) return { value: state };
  const outcomes = attempt(`items of ${node.name}`, () => itemOutcomes(itemsOf(node, state), run));
  if ('failure' in outcomes) return outcomes;
  const checked = attempt(`check of ${node.name}`, () => check?.(state, outcomes.value));
  if ('failure' in checked) return checked;
  if (checked.value) return { failure: checked.value };
  if (!apply) return { value: state };
  const next = attempt(`apply of ${node.name}`, () => apply(state, outcomes.value));
  return nothing(next) ? { failure: codeFailed(`apply of ${node.name}`, 'it gave no state') } : next;
}

/** An event cannot hold it. */
function nothing(next: Attempted<unknown>): boolean {
  return 'value' in next && (next.value === undefined || next.value === null);
}
