import type { SagaFailure } from '../definition/outcome.js';
import { BranchTaken, LoopIterated, LoopLeft } from '../events/index.js';
import { attempt, codeFailed } from './failures.js';
import type { Move } from './move.js';
import type { BranchNode, LoopNode } from './program-node.js';

/** Takes one of several ways. @returns why it could not */
export function chooseWay(move: Move, { name, step, ways }: BranchNode): SagaFailure | null {
  const what = `choose of ${name}`;
  const chosen = attempt(what, () => step.choose(move.state.state));
  if ('failure' in chosen) return chosen.failure;
  const way = chosen.value ?? null;
  if (way !== null && !ways.has(way)) {
    return codeFailed(what, `"${way}" is none of its ways; those are ${[...ways.keys()].join(', ')}`);
  }
  move.record(BranchTaken, way === null ? { branch: name } : { branch: name, way });
  return null;
}

/** Goes round once more, or leaves the loop. @returns why it could not */
export function goRound(move: Move, { name, step }: LoopNode): SagaFailure | null {
  const iterations = move.state.loops[name] ?? 0;
  const wanted = attempt(`while of ${name}`, () => step.while(move.state.state, iterations + 1));
  if ('failure' in wanted) return wanted.failure;
  if (!wanted.value) {
    move.record(LoopLeft, { loop: name, iterations, because: 'done' });
  } else if (iterations < step.atMost) {
    move.record(LoopIterated, { loop: name, iteration: iterations + 1 });
  } else if (step.onBound === 'fail') {
    return { code: 'SAGA.LOOP_BOUND', detail: `${name} went ${iterations} rounds, and would go on.` };
  } else {
    move.record(LoopLeft, { loop: name, iterations, because: 'bound' });
  }
  return null;
}
