import type { AnySagaDefinition } from '../definition/saga-definition.js';
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
import type { Position } from '../instance/instance-state.js';

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

/** A definition made flat: its steps as nodes that know what follows, found by place or by name. */
export class Program {
  readonly nodes: ProgramNode[] = [];
  readonly signals = new Set<string>();
  private readonly places = new Map<string, number>();

  constructor(readonly definition: AnySagaDefinition) {
    this.add(definition.steps);
    this.link(definition.steps, END);
  }

  find(name: string): ProgramNode | null {
    const place = this.places.get(name);
    return place === undefined ? null : (this.nodes[place] ?? null);
  }

  /** The node to go on with; `END` behind the last; undefined when the definition has no such place. */
  at(position: Position): ProgramNode | typeof END | undefined {
    const place = this.placeOf(position);
    return place === undefined || place === END ? place : this.nodes[place];
  }

  private placeOf(position: Position): number | undefined {
    if (position.at === 'beginning') return this.nodes.length === 0 ? END : 0;
    if (position.at === 'step') return this.places.get(position.step);
    const node = this.find(position.step);
    if (!node) return undefined;
    if (position.at === 'way') return node.kind === 'branch' ? node.ways.get(position.way) : undefined;
    if (position.at === 'round') return node.kind === 'loop' ? node.first : undefined;
    return node.next;
  }

  private add(steps: readonly SagaStep<unknown>[]): void {
    for (const step of steps) {
      this.places.set(step.name, this.nodes.length);
      this.nodes.push(nodeOf(step));
      if (step.kind === 'signal') this.signals.add(step.signal);
      if (step.kind === 'loop') this.add(step.steps);
      if (step.kind === 'branch') for (const way of Object.values(step.ways)) this.add(way);
    }
  }

  private link(steps: readonly SagaStep<unknown>[], after: number): void {
    steps.forEach((step, index) => {
      const node = this.find(step.name) as ProgramNode;
      node.next = this.first(steps.slice(index + 1, index + 2), after);
      if (node.kind === 'loop') {
        const place = this.places.get(node.name) as number;
        node.first = this.first(node.step.steps, place);
        this.link(node.step.steps, place);
      }
      if (node.kind === 'branch') {
        for (const [way, inside] of Object.entries(node.step.ways)) {
          node.ways.set(way, this.first(inside, node.next));
          this.link(inside, node.next);
        }
      }
    });
  }

  private first([step]: readonly SagaStep<unknown>[], after: number): number {
    return step ? (this.places.get(step.name) as number) : after;
  }
}

function nodeOf(step: SagaStep<unknown>): ProgramNode {
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
