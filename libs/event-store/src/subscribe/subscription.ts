import type { EventFilter } from '../event-store.js';
import type { RecordedJson, RecordedMessage } from '../recorded-message.js';

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
   * Into how many shares, by hashed stream, the members of its group divide it: one by default, 64 at most. Fixed once
   * the checkpoint exists.
   */
  shards?: number;
  /**
   * Handles one event, in the execution context it was recorded in: its tenant, its correlation, itself as the cause. Runs
   * in a unit of work that commits together with the checkpoint; if it throws, both are undone and it comes again.
   */
  handle?: (event: RecordedMessage) => Promise<void>;
  /** Handles events page by page instead, in one unit of work, without an execution context. */
  handleBatch?: (events: readonly RecordedMessage[]) => Promise<void>;
  /** As `handleBatch`, of events as they are stored, whose data is not even parsed: for what passes them on. */
  handleJson?: (events: readonly RecordedJson[]) => Promise<void>;
  /** As stored: neither decrypted nor upcast. */
  raw?: boolean;
  /** Events in one unit of work at most; 100 unless given. */
  batchSize?: number;
  /**
   * How long the shards of a process that has died stay with it, in milliseconds by the database's clock; 10,000 unless
   * given. Renewed every third of it.
   */
  leaseMs?: number;
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
  /** The shares this process owns at the moment. A subscription without a name has one, number 0. */
  readonly ownedShards: readonly number[];
  /**
   * Resolves when it is clear where it begins: `now` lies no later than this.
   *
   * @throws EddaError `SUBSCRIPTION_SHARDS_FIXED` when it was begun with another number of shards, and so never runs
   */
  readonly started: Promise<void>;
  /**
   * Resolves when what was final at the time of the call is handled, by whichever process.
   *
   * @throws EddaError `SUBSCRIPTION_STOPPED`, and what `started` throws; or the signal's reason
   */
  caughtUp(signal?: AbortSignal): Promise<void>;
  /** @throws Error what `started` throws */
  lag(): Promise<SubscriptionLag>;
  /** Ends after the events in hand, and gives its shares to the others. */
  stop(): Promise<void>;
}
