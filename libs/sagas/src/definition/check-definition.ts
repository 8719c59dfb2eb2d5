import type { SagaDefinition } from './saga-definition.js';
import type { RetryPolicy } from './retry-policy.js';
import type { SagaStep } from './saga-step.js';

/** Steps in one definition, those inside branches and loops counted. */
export const MAX_STEPS = 1000;
/** How deep branches and loops may lie in one another. */
export const MAX_STEP_DEPTH = 16;
/** Attempts of one execution, and rounds of one loop. */
export const MAX_TIMES = 1000;
/** Longest time-out of a command or a signal, in milliseconds: ten years. */
export const MAX_TIMEOUT_MS = 3_650 * 86_400_000;
/** Longest time-out of a local attempt, in milliseconds: what a timer of the process can count. */
export const MAX_LOCAL_TIMEOUT_MS = 2 ** 31 - 1;

const KEBAB_CASE = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const MAX_NAME = 100;

/**
 * Refuses a definition that cannot work.
 *
 * @throws Error with what is wrong, with which value, and what to do
 */
export function checkDefinition<State>(definition: SagaDefinition<State>): void {
  const { name, version, steps, migrate = {} } = definition;
  checkName('A saga', name);
  const saga = `Saga ${name}`;
  checkVersion(`${saga} has the version`, version);
  if (!Array.isArray(steps) || steps.length === 0)
    throw new Error(`${saga} ${version} has no steps: give at least one.`);
  for (const from of Object.keys(migrate)) {
    checkVersion(`${saga} ${version} takes over the version`, from);
    if (from === version) throw new Error(`${saga} ${version} takes over its own version: name an older one.`);
  }
  const seen = new Set<string>();
  checkSteps(`${saga} ${version}`, steps as readonly SagaStep<unknown>[], seen, 1);
}

function checkSteps(saga: string, steps: readonly SagaStep<unknown>[], seen: Set<string>, depth: number): void {
  if (depth > MAX_STEP_DEPTH) {
    throw new Error(`${saga} has steps ${depth} deep in one another, at most ${MAX_STEP_DEPTH} work: make it flatter.`);
  }
  for (const step of steps) {
    checkName(`A step of ${saga}`, step.name);
    if (seen.has(step.name)) {
      throw new Error(`${saga} has two steps named ${step.name}: outcomes could not tell them apart, rename one.`);
    }
    seen.add(step.name);
    if (seen.size > MAX_STEPS) throw new Error(`${saga} has more than ${MAX_STEPS} steps: split it.`);
    checkStep(`Step ${step.name} of ${saga}`, step);
    if (step.kind === 'loop') checkSteps(saga, step.steps, seen, depth + 1);
    if (step.kind === 'branch') for (const way of Object.values(step.ways)) checkSteps(saga, way, seen, depth + 1);
  }
}

function checkStep(step: string, definition: SagaStep<unknown>): void {
  switch (definition.kind) {
    case 'action':
      checkFunction(step, 'run', definition.run);
      return checkWork(step, definition, true);
    case 'command':
      checkFunction(step, 'command', definition.command);
      return checkWork(step, definition, false);
    case 'forEach':
      return checkForEach(step, definition);
    case 'branch':
      checkFunction(step, 'choose', definition.choose);
      if (Object.keys(definition.ways).length === 0) throw new Error(`${step} has no ways: give at least one.`);
      return undefined;
    case 'loop':
      checkFunction(step, 'while', definition.while);
      checkCount(step, 'atMost', definition.atMost, MAX_TIMES);
      if (definition.steps.length === 0) throw new Error(`${step} repeats no steps: give at least one.`);
      return undefined;
    case 'sleep':
      return checkFunction(step, 'until', definition.until);
    case 'signal':
      if (!definition.signal) throw new Error(`${step} waits for a signal without a name: give "signal".`);
      return checkTimeout(step, definition.timeoutMs, MAX_TIMEOUT_MS);
    default:
      throw new Error(`${step} is of no known kind: make it with stepsOf().`);
  }
}

function checkForEach(step: string, definition: SagaStep<unknown> & { kind: 'forEach' }): void {
  const { items, each, join, concurrency } = definition;
  checkFunction(step, 'items', items);
  const local = typeof each === 'object' && 'run' in each;
  if (!local && !(typeof each === 'object' && 'command' in each)) {
    throw new Error(`${step} does not say what to do for each item: give "each" with "run" or "command".`);
  }
  if (typeof join === 'object') checkCount(step, 'join.atLeast', join.atLeast, Number.MAX_SAFE_INTEGER);
  else if (join !== undefined && !['all', 'any', 'settled'].includes(join)) {
    throw new Error(`${step} has the join "${String(join)}": use all, any, settled or { atLeast: n }.`);
  }
  if (concurrency !== undefined) checkCount(step, 'concurrency', concurrency, Number.MAX_SAFE_INTEGER);
  checkWork(step, definition, local);
}

type WorkStep = Extract<SagaStep<unknown>, { kind: 'action' | 'command' | 'forEach' }>;

function checkWork(step: string, { retry, timeoutMs, compensate, compensateIfFailed }: WorkStep, local: boolean): void {
  checkRetry(step, retry);
  checkTimeout(step, timeoutMs, local ? MAX_LOCAL_TIMEOUT_MS : MAX_TIMEOUT_MS);
  if (!compensate) {
    if (compensateIfFailed)
      throw new Error(`${step} is to be compensated if it failed, but has no "compensate": give one.`);
    return;
  }
  const undoing = `The compensation of ${step.replace('Step', 'step')}`;
  if (!('run' in compensate) && !('command' in compensate)) {
    throw new Error(`${undoing} does nothing: give "run" or "command".`);
  }
  checkRetry(undoing, compensate.retry);
  checkTimeout(undoing, compensate.timeoutMs, 'run' in compensate ? MAX_LOCAL_TIMEOUT_MS : MAX_TIMEOUT_MS);
}

function checkRetry(step: string, retry: RetryPolicy | undefined): void {
  if (!retry) return;
  checkCount(step, 'retry.attempts', retry.attempts, MAX_TIMES);
  for (const [key, value] of Object.entries(retry.backoff ?? {})) {
    if (Number.isFinite(value) && value >= 0 && (key !== 'jitter' || value <= 1)) continue;
    throw new Error(
      `${step} has retry.backoff.${key} ${value}: give a number from 0${key === 'jitter' ? ' to 1' : ''}.`,
    );
  }
}

function checkName(what: string, name: unknown): void {
  if (typeof name === 'string' && KEBAB_CASE.test(name) && name.length <= MAX_NAME) return;
  throw new Error(`${what} is named "${String(name)}": write it in kebab-case, in at most ${MAX_NAME} characters.`);
}

function checkVersion(what: string, version: unknown): void {
  if (typeof version === 'string' && /^\d+\.\d+\.\d+$/.test(version)) return;
  throw new Error(`${what} "${String(version)}": write it as major.minor.patch.`);
}

function checkFunction(step: string, name: string, given: unknown): void {
  if (typeof given !== 'function') throw new Error(`${step} has no function "${name}": give one.`);
}

function checkCount(step: string, name: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  const range = most === Number.MAX_SAFE_INTEGER ? 'at least 1' : `1 to ${most}`;
  throw new Error(`${step} has ${name} ${value}: give a whole number, ${range}.`);
}

function checkTimeout(step: string, timeoutMs: number | undefined, most: number): void {
  if (timeoutMs === undefined || (timeoutMs >= 1 && timeoutMs <= most)) return;
  throw new Error(`${step} has timeoutMs ${timeoutMs}: give milliseconds, 1 to ${most}.`);
}
