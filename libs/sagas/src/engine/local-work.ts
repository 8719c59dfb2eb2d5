import type { InstanceState } from '../instance/instance-state.js';
import type { SagaInstance } from '../instance/saga-instance.js';
import { workOf } from './attempts.js';
import { ActionExecutionOf, type ActionIo } from './execution-of.js';
import { isAwaited } from './finish-action.js';
import { itemsOf } from './items.js';
import type { Program } from './program.js';
import { ACTION_TIMEOUT_MS, type WorkNode } from './program-node.js';
import type { ActionRef } from './turn.js';

/** The code of one local execution. */
export interface LocalWork {
  /** Most time of the attempt, in milliseconds. */
  readonly timeoutMs: number;
  /** @returns its result. What it throws goes through {@link outcomeOfError} */
  run(io: ActionIo): Promise<unknown>;
}

export function prepareWork(program: Program, instance: SagaInstance, ref: ActionRef): LocalWork | null {
  const { state } = instance;
  const node = workOf(program.find(ref.step));
  if (!node || !isAwaited(state, ref)) return null;
  const timeoutMs = (ref.compensation ? node.compensation?.timeoutMs : node.timeoutMs) ?? ACTION_TIMEOUT_MS;
  return {
    timeoutMs,
    run: async (io) => runWork(node, state, new ActionExecutionOf(instance.id, ref, io), ref.compensation),
  };
}

function runWork(
  node: WorkNode,
  { state, undoing }: InstanceState,
  execution: ActionExecutionOf,
  compensation: boolean,
): unknown {
  if (compensation) {
    const step = node.compensation?.step;
    return step && 'run' in step ? step.run(state, undoing?.result, execution) : undefined;
  }
  if (node.kind === 'action') return node.step.run(state, execution);
  if (node.kind === 'command' || !('run' in node.step.each)) return undefined;
  return node.step.each.run(state, itemsOf(node, state)[execution.index], execution);
}
