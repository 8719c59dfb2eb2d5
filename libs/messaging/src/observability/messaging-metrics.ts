import type { MessageLabels } from './message-labels.js';

/** How an attempt to hand a message to its handler ended; `rejected`: a command was refused, and its sender told. */
export type AttemptOutcome = 'handled' | 'rejected' | 'failed' | 'timed-out';

/**
 * Why a message lies parked: behind another of its key, until what is missing before it arrives, until its next attempt,
 * or until a build runs that knows its version.
 */
export type ParkedReason = 'waiting' | 'gap' | 'retrying' | 'unknown-version';

export type BreakerState = 'closed' | 'half-open' | 'open';

/**
 * What relay, subscriptions and drivers count. Every method returns at once and never throws. What can be asked for
 * instead (lag, how many messages are parked) is not pushed through here.
 */
export interface MessagingMetrics {
  /** The broker has acknowledged records of one topic and type. */
  published(labels: Omit<MessageLabels, 'group'>, count: number): void;
  /** The relay put a record aside that the broker refuses for good. */
  refused(labels: Omit<MessageLabels, 'group'>, code: string): void;
  /** A subscription took a record over that it wants, also one that turns out to be a duplicate. */
  consumed(labels: MessageLabels): void;
  /** A record was recognised as handled before, and skipped. */
  duplicate(labels: MessageLabels): void;
  /** An attempt is over. `seconds` is the time of handler and commit together. */
  attempted(labels: MessageLabels, outcome: AttemptOutcome, seconds: number): void;
  /** An attempt has failed, with the code of its error. */
  failed(labels: MessageLabels, code: string): void;
  /** Another attempt begins; not for the first one of a message. */
  retried(labels: MessageLabels): void;
  parked(labels: MessageLabels, reason: ParkedReason): void;
  /** A message became a dead letter, with the code of its last error. */
  dead(labels: MessageLabels, code: string): void;
  redriven(labels: MessageLabels): void;
  discarded(labels: MessageLabels): void;
  /** The circuit breaker of a group changed; a group that never told counts as closed. */
  breaker(group: string, state: BreakerState): void;
  /** The consumer of a group is started again: its client failed (`failed`) or it made no progress (`stuck`). */
  restarted(group: string, reason: 'failed' | 'stuck'): void;
  /** The partitions that this member of a group holds have changed. */
  rebalanced(group: string, partitions: number): void;
  /** A request over the broker is over. */
  requested(labels: Omit<MessageLabels, 'group'>, outcome: 'answered' | 'failed' | 'timed-out', seconds: number): void;
  /** An event came to a window of a stream after it was closed. */
  late(stream: string): void;
}

/** Counts nothing. */
export const NO_METRICS: MessagingMetrics = {
  published: ignore,
  refused: ignore,
  consumed: ignore,
  duplicate: ignore,
  attempted: ignore,
  failed: ignore,
  retried: ignore,
  parked: ignore,
  dead: ignore,
  redriven: ignore,
  discarded: ignore,
  breaker: ignore,
  restarted: ignore,
  rebalanced: ignore,
  requested: ignore,
  late: ignore,
};

function ignore(): void {}
