import type { SagaFailure } from '../definition/outcome.js';
import type { Waiting } from '../engine/saga-engine.js';
import type { Asked } from '../engine/saga-message.js';
import type { TimerPurpose } from '../events/index.js';
import type { SagaStatus } from '../instance/saga-status.js';

/** What is read of a recorded event of an instance. */
export interface SagaHistoryEvent {
  readonly type: string;
  readonly data: unknown;
  readonly recordedAt: Date;
  /** Place in the history, from 1. */
  readonly version: number | null;
}

/** What became of an instance so far, in the order in which it happened. Times are those of the record. */
export interface SagaTimeline {
  readonly saga: string;
  /** Of the definition it runs by now. */
  readonly version: string;
  readonly status: SagaStatus;
  /** Where it stands in its history. */
  readonly at: number;
  readonly state: unknown;
  /** The step it is at; null before the first, while it goes back, and after the last. */
  readonly step: string | null;
  readonly startedAt: Date | null;
  /** When something last happened. */
  readonly updatedAt: Date | null;
  readonly endedAt: Date | null;
  /** Why it goes back, is stuck, or ended as it did. */
  readonly failure: SagaFailure | null;
  /** How many executions were undone. */
  readonly compensated: number;
  readonly waitsFor: readonly Waiting[];
  readonly entries: readonly TimelineEntry[];
}

export type TimelineEntry = { readonly at: Date; /** How many loops it lies in. */ readonly depth: number } & (
  | { readonly kind: 'started' }
  | ({ readonly kind: 'step' } & StepEntry)
  | ({ readonly kind: 'compensation' } & CompensationEntry)
  | { readonly kind: 'branch'; readonly branch: string; readonly way: string | null }
  | { readonly kind: 'round'; readonly loop: string; readonly iteration: number }
  | {
      readonly kind: 'loop-left';
      readonly loop: string;
      readonly iterations: number;
      readonly because: 'done' | 'bound';
    }
  | { readonly kind: 'signal'; readonly signal: string; readonly by: string }
  | ({ readonly kind: 'control' } & ControlEntry)
  /** From here on it goes back. Without a step it was cancelled. */
  | { readonly kind: 'going-back'; readonly failure: SagaFailure; readonly step: string | null }
  | {
      readonly kind: 'stuck';
      readonly step: string;
      readonly round: number;
      readonly index: number;
      readonly failure: SagaFailure;
      readonly compensating: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly status: 'completed' | 'failed' | 'cancelled';
      readonly failure: SagaFailure | null;
      readonly compensated: number;
    }
);

/** A step in one of its rounds. */
export interface StepEntry extends Attempts {
  readonly step: string;
  readonly round: number;
  /** What it does, as far as its history tells: `local` work, a command to `another` context, a `signal` or a `sleep`. */
  readonly work: 'local' | 'another' | 'signal' | 'sleep';
  /** `left`: the saga went back, was taken over by another version or ended before it was through. */
  readonly outcome: 'open' | 'completed' | 'failed' | 'skipped' | 'left';
  /** The signal it waits for, where it is known. */
  readonly signal: string | null;
  readonly timers: readonly TimerSeen[];
  /** It went on without the signal, which did not come in time. */
  readonly withoutSignal: boolean;
}

/** Undoing a step of one round: what all its executions did. */
export interface CompensationEntry extends Attempts {
  readonly step: string;
  readonly round: number;
  readonly outcome: 'open' | 'compensated' | 'failed' | 'skipped';
}

export interface Attempts {
  readonly endedAt: Date | null;
  /** How many executions there are, are done, and failed for good; null unless there can be several. */
  readonly executions: { readonly size: number; readonly done: number; readonly failed: number } | null;
  /** The highest attempt of an execution, from 1. */
  readonly attempts: number;
  /** How many attempts there may be, where the definition is known. */
  readonly attemptsAtMost: number | null;
  /** In the order of time. */
  readonly failures: readonly FailedAttempt[];
  readonly skipped: Asked | null;
}

export interface FailedAttempt {
  readonly at: Date;
  /** Among several executions, from 0; null where not one of them but the step failed. */
  readonly index: number | null;
  readonly attempt: number;
  readonly failure: SagaFailure;
  /** When it is tried again; null when it has failed for good. */
  readonly retryAt: Date | null;
}

export interface TimerSeen {
  readonly purpose: TimerPurpose;
  readonly dueAt: Date;
  readonly firedAt: Date | null;
}

export type ControlEntry = Asked &
  (
    | { readonly action: 'paused' | 'resumed' }
    | { readonly action: 'cancelled'; readonly compensate: boolean }
    /** Another attempt at a step, or at undoing it. */
    | { readonly action: 'retried'; readonly step: string; readonly round: number; readonly compensation: boolean }
    | { readonly action: 'migrated'; readonly from: string; readonly to: string; readonly step: string | null }
  );
