import type { Uuid } from '@edda/kernel';
import type { SagaFailure, StepCommand, StepOutcome } from './outcome.js';
import type { RetryPolicy } from './retry-policy.js';

/** One execution of a step: which one it is, and how to recognise its effects. */
export interface Execution {
  readonly sagaId: Uuid;
  readonly step: string;
  /** How often the saga has come to this step, from 1. */
  readonly round: number;
  /** The place among the items of a fan-out, from 0; 0 in a step without one. */
  readonly index: number;
  /** From 1. */
  readonly attempt: number;
  /**
   * The id a command is sent with, and the one its outcome is recognised by: the receiver must answer under it. Another
   * one for each attempt.
   */
  readonly id: Uuid;
  /** The same at every attempt of this execution, and at no other: what is done elsewhere is done once under it. */
  readonly idempotencyKey: Uuid;
  /** Of a compensation: the idempotency key of what it undoes. */
  readonly undoes?: Uuid | undefined;
}

/** One execution of a local action. */
export interface ActionExecution extends Execution {
  /** Aborts when the attempt has taken too long, when the saga is paused or cancelled, and at shutdown. */
  readonly signal: AbortSignal;
  /** What was last reported with {@link report}, also by an attempt before a crash; null when nothing was. */
  readonly reported: unknown;
  /** Keeps how far the work has come, for callers and for the next attempt. At most some of the calls are kept. */
  report(progress: unknown): void;
}

/** Undoes what an execution has done, in this service. */
export interface ActionCompensation<State, Result> {
  /** @param result what the execution came to; undefined where that is not known */
  run(state: State, result: Result | undefined, execution: ActionExecution): Promise<void> | void;
  readonly retry?: RetryPolicy;
  /** Most time of one attempt, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Asks another context to undo it, and waits for the outcome. */
export interface CommandCompensation<State, Result> {
  command(state: State, result: Result | undefined, execution: Execution): StepCommand;
  readonly retry?: RetryPolicy;
  readonly timeoutMs?: number;
}

export type Compensation<State, Result> = ActionCompensation<State, Result> | CommandCompensation<State, Result>;

/** What every step that does something may say. */
export interface StepPolicy<State, Result> {
  readonly retry?: RetryPolicy;
  /**
   * Most time of one attempt, in milliseconds; an attempt that takes longer has failed with `SAGA.STEP_TIMED_OUT`. None
   * unless given for a command, 60 s for an action.
   */
  readonly timeoutMs?: number;
  readonly compensate?: Compensation<State, Result>;
  /**
   * Also compensate an execution that failed for good, because it may have left something behind. One whose command was
   * sent and whose outcome is not known is always compensated.
   */
  readonly compensateIfFailed?: boolean;
  /** What follows when the attempts run out: `compensate`, the default, or `hold`: it is stuck here until somebody decides. */
  readonly onFailure?: 'compensate' | 'hold';
}

/** Work in this service, in the unit of work that records its outcome: what it writes through it is written once. */
export interface ActionWork<State, Result> {
  /**
   * Everything it does elsewhere may be done again after a crash: see {@link Execution.idempotencyKey}. An error of the
   * kinds `internal`, `unavailable` and `rate-limited`, or any other `Error`, is tried again; the others are final.
   */
  run(state: State, execution: ActionExecution): Promise<Result> | Result;
}

/** Work of another context: a command, whose outcome comes back by {@link Sagas.settle}. */
export interface CommandWork<State> {
  /** Null when there is nothing to ask for: the step is then completed with an undefined result. */
  command(state: State, execution: Execution): StepCommand | null;
  /** Calls off a command whose outcome nobody waits for any more. */
  release?(state: State, execution: Execution, reason: string): StepCommand;
}

export interface ActionStep<State, Result = unknown> extends StepPolicy<State, Result>, ActionWork<State, Result> {
  readonly kind: 'action';
  readonly name: string;
  /** The state with the result taken in. Pure. */
  apply?(state: State, result: Result): State;
}

export interface CommandStep<State, Result = unknown> extends StepPolicy<State, Result>, CommandWork<State> {
  readonly kind: 'command';
  readonly name: string;
  /** The state with the result taken in. Pure. */
  apply?(state: State, result: Result): State;
}

/**
 * When a fan-out is through: with `all` the first execution that fails for good fails the step; with `any` one result is enough, with
 * `{ atLeast: n }` n of them; with `settled` every one has come to something, good or bad. What is still under way then is
 * called off, and counts as failed with `SAGA.RELEASED`.
 */
export type Join = 'all' | 'any' | 'settled' | { readonly atLeast: number };

export type ItemOutcome<Item, Result> = { readonly item: Item; readonly index: number } & (
  { ok: true; result: Result } | Extract<StepOutcome, { ok: false }>
);

export interface ItemAction<State, Item, Result> {
  run(state: State, item: Item, execution: ActionExecution): Promise<Result> | Result;
}

export interface ItemCommand<State, Item> {
  command(state: State, item: Item, execution: Execution): StepCommand;
  release?(state: State, item: Item, execution: Execution, reason: string): StepCommand;
}

/** The same for every item of a list, side by side. */
export interface ForEachStep<State, Item = unknown, Result = unknown> extends StepPolicy<State, Result> {
  readonly kind: 'forEach';
  readonly name: string;
  /** Pure; at most 10,000. An empty list is through at once. */
  items(state: State): readonly Item[];
  readonly each: ItemAction<State, Item, Result> | ItemCommand<State, Item>;
  /** `all` unless given. */
  readonly join?: Join;
  /** Most executions under way at once: 16 for actions, no limit for commands unless given. */
  readonly concurrency?: number;
  /** The state with the outcomes taken in, in the order of the items. Pure. */
  apply?(state: State, outcomes: readonly ItemOutcome<Item, Result>[]): State;
  /** Fails the step although it is through. Pure. */
  check?(state: State, outcomes: readonly ItemOutcome<Item, Result>[]): SagaFailure | null;
}

/** One of several ways on. */
export interface BranchStep<State> {
  readonly kind: 'branch';
  readonly name: string;
  /** The name of the way, or null for none of them. Pure. */
  choose(state: State): string | null;
  readonly ways: Readonly<Record<string, readonly SagaStep<State>[]>>;
}

/** Steps that are repeated. */
export interface LoopStep<State> {
  readonly kind: 'loop';
  readonly name: string;
  /** Whether to go round (again). Pure; `iteration` is the number of the round that would begin, from 1. */
  while(state: State, iteration: number): boolean;
  /** Most rounds: 1 to 1000. */
  readonly atMost: number;
  /** What follows when `while` asks for more rounds than that: go on behind the loop, the default, or fail with `SAGA.LOOP_BOUND`. */
  readonly onBound?: 'go-on' | 'fail';
  readonly steps: readonly SagaStep<State>[];
}

/** Waits for a time, by the clock of the database. */
export interface SleepStep<State> {
  readonly kind: 'sleep';
  readonly name: string;
  /** Milliseconds from when the step begins, or a point in time. Pure. */
  until(state: State): number | Date;
}

/** Waits for a signal by its name. One that came before the saga got here is taken at once. */
export interface SignalStep<State, Payload = unknown> {
  readonly kind: 'signal';
  readonly name: string;
  readonly signal: string;
  /** Pure. */
  apply?(state: State, payload: Payload): State;
  /** Milliseconds; without it the saga waits for as long as it takes. */
  readonly timeoutMs?: number;
  /** `fail`, the default, with `SAGA.SIGNAL_TIMED_OUT`; or go on without it. */
  readonly onTimeout?: 'fail' | 'go-on';
}

/** The results of steps are their own affair: here they are unknown. */
export type SagaStep<State> =
  | ActionStep<State>
  | CommandStep<State>
  | ForEachStep<State>
  | BranchStep<State>
  | LoopStep<State>
  | SleepStep<State>
  | SignalStep<State>;
