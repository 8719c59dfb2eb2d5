import { deriveId } from '@edda/kernel';
import { isUnderWay, type StepRun } from '../instance/step-run.js';
import { checked, localRef } from './begin.js';
import { ExecutionOf } from './execution-of.js';
import { attempt } from './failures.js';
import { itemsOf } from './items.js';
import type { Move } from './move.js';
import type { WorkNode } from './program-node.js';

/** Calls off everything of the running step that is still under way. To be done before the event that ends the run. */
export function releaseRun(move: Move, reason: string): void {
  const { run } = move.state;
  const node = run && move.program.find(run.step);
  if (!run) return;
  const work = node && 'local' in node ? node : null;
  for (let index = 0; index < run.begun; index++) {
    if (isUnderWay(run, index)) release(move, work, run, index, reason);
  }
}

/** Calls off one attempt. A release that throws, or does not fit its schema, is left out: the command then ends by itself, and nobody listens. */
export function release(move: Move, node: WorkNode | null, run: StepRun, index: number, reason: string): void {
  const execution = run.executions[index];
  if (execution?.phase !== 'open') return;
  const ref = localRef(run, index);
  const awaited = run.awaits[index];
  if (awaited === undefined) {
    move.abort(ref);
    return;
  }
  move.settle(awaited);
  if (!node) return;
  const made = attempt(`release of ${node.name}`, () => {
    const command = releaseOf(move, node, new ExecutionOf(move.instance.id, ref), reason);
    return command && checked(command);
  });
  if ('value' in made && made.value) move.send(deriveId(awaited, 'release'), made.value);
}

function releaseOf(move: Move, node: WorkNode, execution: ExecutionOf, reason: string) {
  const { state } = move.state;
  if (node.kind === 'command') return node.step.release?.(state, execution, reason);
  if (node.kind !== 'forEach' || !('command' in node.step.each)) return undefined;
  return node.step.each.release?.(state, itemsOf(node, state)[execution.index], execution, reason);
}
