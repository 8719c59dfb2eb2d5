import type { Verdict } from '../engine/saga-message.js';

/** How a step, or one execution of undoing it, came out. */
export type StepEnd = 'completed' | 'failed' | 'skipped' | 'compensated' | 'compensation-failed';

/** What the sagas of a service count. Every method returns at once and never throws. All times in seconds. */
export interface SagaMetrics {
  started(saga: string): void;
  ended(saga: string, status: 'completed' | 'failed' | 'cancelled', seconds: number): void;
  /** With the time since it was begun, waiting included. */
  stepEnded(saga: string, step: string, outcome: StepEnd, seconds: number): void;
  /** Another attempt has begun. */
  retried(saga: string, step: string): void;
  compensated(saga: string, step: string): void;
  stuck(saga: string, step: string): void;
  /** Messages for instances that were taken in, or not. */
  messages(verdict: Verdict, count: number): void;
}

/** The token of {@link SagaMetrics} in Nest. */
export const SAGA_METRICS = Symbol('SAGA_METRICS');

/** Counts nothing. */
export const NO_SAGA_METRICS: SagaMetrics = {
  started: ignore,
  ended: ignore,
  stepEnded: ignore,
  retried: ignore,
  compensated: ignore,
  stuck: ignore,
  messages: ignore,
};

function ignore(): void {}
