import type {
  ActionStep,
  BranchStep,
  CommandStep,
  Compensation,
  ForEachStep,
  LoopStep,
  SagaStep,
  SignalStep,
  SleepStep,
} from '../definition/saga-step.js';
import { ACTION_RETRY, COMMAND_RETRY, COMPENSATION_RETRY, type RetryPolicy } from '../definition/retry-policy.js';

export const ACTION_TIMEOUT_MS = 60_000;
const ACTIONS_AT_ONCE = 16;

/** Where the saga has come to its end. */
export const END = -1;

interface Place {
  readonly name: string;
  /** The node that follows when this one is through. */
  next: number;
}

interface Work extends Place {
  /** Work in this service; else commands to another one. */
  readonly local: boolean;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number | null;
  readonly holds: boolean;
  readonly compensates: 'done' | 'tried' | null;
  readonly compensation: CompensationNode | null;
}

export interface CompensationNode {
  readonly step: Compensation<unknown, unknown>;
  readonly retry: RetryPolicy;
  readonly timeoutMs: number | null;
}

export type ActionNode = Work & { readonly kind: 'action'; readonly step: ActionStep<unknown> };
export type CommandNode = Work & { readonly kind: 'command'; readonly step: CommandStep<unknown> };
export type ForEachNode = Work & {
  readonly kind: 'forEach';
  readonly step: ForEachStep<unknown>;
  readonly concurrency: number;
  /** What the function of the step gave for each state. */
  readonly items: WeakMap<object, readonly unknown[]>;
};
export type WorkNode = ActionNode | CommandNode | ForEachNode;
export type BranchNode = Place & {
  readonly kind: 'branch';
  readonly step: BranchStep<unknown>;
  readonly ways: Map<string, number>;
};
export type LoopNode = Place & { readonly kind: 'loop'; readonly step: LoopStep<unknown>; first: number };
export type SleepNode = Place & { readonly kind: 'sleep'; readonly step: SleepStep<unknown> };
export type SignalNode = Place & { readonly kind: 'signal'; readonly step: SignalStep<unknown> };
export type ProgramNode = WorkNode | BranchNode | LoopNode | SleepNode | SignalNode;

/** A step as a node that nothing follows yet. */
export function nodeOf(step: SagaStep<unknown>): ProgramNode {
  const place = { name: step.name, next: END };
  switch (step.kind) {
    case 'action':
      return { ...place, ...workOf(step, true), kind: step.kind, step };
    case 'command':
      return { ...place, ...workOf(step, false), kind: step.kind, step };
    case 'forEach': {
      const local = 'run' in step.each;
      const concurrency = step.concurrency ?? (local ? ACTIONS_AT_ONCE : Number.POSITIVE_INFINITY);
      return { ...place, ...workOf(step, local), kind: step.kind, step, concurrency, items: new WeakMap() };
    }
    case 'branch':
      return { ...place, kind: step.kind, step, ways: new Map() };
    case 'loop':
      return { ...place, kind: step.kind, step, first: END };
    case 'sleep':
      return { ...place, kind: step.kind, step };
    case 'signal':
      return { ...place, kind: step.kind, step };
  }
}

function workOf(step: WorkNode['step'], local: boolean): Omit<Work, keyof Place> {
  const { compensate, compensateIfFailed } = step;
  return {
    local,
    retry: step.retry ?? (local ? ACTION_RETRY : COMMAND_RETRY),
    timeoutMs: step.timeoutMs ?? (local ? ACTION_TIMEOUT_MS : null),
    holds: step.onFailure === 'hold',
    compensates: compensate ? (compensateIfFailed ? 'tried' : 'done') : null,
    compensation: compensate
      ? {
          step: compensate,
          retry: compensate.retry ?? COMPENSATION_RETRY,
          timeoutMs: compensate.timeoutMs ?? ('run' in compensate ? ACTION_TIMEOUT_MS : null),
        }
      : null,
  };
}
