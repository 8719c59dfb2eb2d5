/** How failing messages are tried again. */
export interface RetryPolicy {
  /** How often a message is handed to its handler in all, before it becomes a dead letter. */
  readonly attempts: number;
  readonly backoff: 'linear' | 'exponential';
  /** Before the second attempt, in milliseconds. */
  readonly initialMs: number;
  readonly maxMs: number;
  /** Share of a wait that is left to chance, 0 to 1. */
  readonly jitter: number;
}

/** Most messages per time; those beyond wait. */
export interface RateLimit {
  readonly messages: number;
  readonly perMs: number;
}

/** After so many failures in a row no message is handed over for a while: the partitions wait, nothing is dropped. */
export interface CircuitBreakerPolicy {
  readonly failures: number;
  readonly openMs: number;
}

/**
 * What a subscription promises of each message. `effectively-once`: what the handler changes in its unit of work and the
 * mark "handled" commit together. `at-least-once`: nothing is marked, a message may be handled again after a crash or a
 * rebalance. `at-most-once`: it is marked before, and never tried again.
 */
export type Guarantee = 'at-most-once' | 'at-least-once' | 'effectively-once';

/** How one subscription is delivered to. */
export interface DeliveryPolicy {
  /** Most messages that are handled at once in one process. */
  readonly concurrency: number;
  /** `key`: messages of one key come one after the other, in order; `none`: as they come. */
  readonly orderedBy: 'key' | 'none';
  /** Most messages of a partition that are taken over and not finished. */
  readonly prefetch: number;
  /** How long one attempt may take, in milliseconds; then it counts as failed and its unit of work is undone. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  readonly guarantee: Guarantee;
  readonly rateLimit: RateLimit | null;
  readonly circuitBreaker: CircuitBreakerPolicy | null;
  /** Whether a dead letter holds its key until it is redriven or discarded, or its key goes on without it. */
  readonly onDead: 'hold' | 'skip';
  /** Most messages that lie parked; while there are more, partitions wait. */
  readonly maxParked: number;
  /** Where a new subscription starts. */
  readonly from: 'earliest' | 'latest';
}

export const DEFAULT_DELIVERY_POLICY: DeliveryPolicy = {
  concurrency: 16,
  orderedBy: 'key',
  prefetch: 500,
  timeoutMs: 60_000,
  retry: { attempts: 25, backoff: 'exponential', initialMs: 50, maxMs: 60_000, jitter: 0.2 },
  guarantee: 'effectively-once',
  rateLimit: null,
  circuitBreaker: null,
  onDead: 'hold',
  maxParked: 10_000,
  from: 'earliest',
};
