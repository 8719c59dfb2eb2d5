import { ACTION_RETRY, COMMAND_RETRY, COMPENSATION_RETRY } from '../definition/retry-policy.js';
import type { AnySagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';

/** What a definition adds to what a history tells of a step. */
export interface StepFacts {
  readonly signal: string | null;
  readonly attempts: number | null;
  readonly compensationAttempts: number | null;
}

/** By the names of the steps, also of those in branches and loops. */
export function stepFacts(definition: AnySagaDefinition): ReadonlyMap<string, StepFacts> {
  const facts = new Map<string, StepFacts>();
  const open: SagaStep<unknown>[] = [...definition.steps];
  for (let step = open.pop(); step; step = open.pop()) {
    if (step.kind === 'branch') open.push(...Object.values(step.ways).flat());
    else if (step.kind === 'loop') open.push(...step.steps);
    else facts.set(step.name, factsOf(step));
  }
  return facts;
}

function factsOf(step: Exclude<SagaStep<unknown>, { kind: 'branch' | 'loop' }>): StepFacts {
  if (step.kind === 'sleep') return { signal: null, attempts: null, compensationAttempts: null };
  if (step.kind === 'signal') return { signal: step.signal, attempts: null, compensationAttempts: null };
  const isLocal = step.kind === 'action' || (step.kind === 'forEach' && 'run' in step.each);
  return {
    signal: null,
    attempts: (step.retry ?? (isLocal ? ACTION_RETRY : COMMAND_RETRY)).attempts,
    compensationAttempts: step.compensate ? (step.compensate.retry ?? COMPENSATION_RETRY).attempts : null,
  };
}
