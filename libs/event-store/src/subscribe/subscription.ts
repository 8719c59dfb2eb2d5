import type { EventFilter } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';

/** Where a subscription begins when it has no checkpoint yet: a position is the last one not to be handled. */
export type SubscriptionStart = 'beginning' | 'now' | number;

export interface SubscriptionOptions {
  /** Names its checkpoint and its group. Without a name it is forgotten when it stops. */
  name?: string;
  /** From the beginning unless told otherwise. */
  from?: SubscriptionStart;
  /** Filtered in SQL. Without a tenant it serves all of them. */
  filter?: EventFilter;
  /**
   * Into how many shares, by hashed stream, the members of its group divide it: one by default. Fixed once the checkpoint
   * exists.
   */
  shards?: number;
  /**
   * Handles one event, in the execution context it was recorded in: its tenant, its correlation, itself as the cause. Runs
   * in a unit of work that commits together with the checkpoint; if it throws, both are undone and it comes again.
   */
  handle?: (event: RecordedMessage) => Promise<void>;
  /** Handles events page by page instead, in one unit of work, without an execution context. */
  handleBatch?: (events: readonly RecordedMessage[]) => Promise<void>;
  /** As stored: neither decrypted nor upcast. */
  raw?: boolean;
  /** Events in one unit of work at most. */
  batchSize?: number;
  /** Told of every failure; the subscription then tries again after a growing wait. */
  onError?: (error: unknown) => void;
}

/** How far a subscription is behind the end of the log. */
export interface SubscriptionLag {
  /** Between its checkpoint and the end of the log; of its slowest share. */
  positions: number;
  /** Age of the oldest event it has not handled, in milliseconds; 0 when there is none. */
  milliseconds: number;
}

/** A running subscription, or this process's part of one. */
export interface Subscription {
  readonly name: string | null;
  /** The shares this process owns at the moment. */
  readonly ownedShards: readonly number[];
  /** Resolves when what was final at the time of the call is handled, by whichever process. */
  caughtUp(signal?: AbortSignal): Promise<void>;
  lag(): Promise<SubscriptionLag>;
  /** Ends after the events in hand, and gives its shares to the others. */
  stop(): Promise<void>;
}
