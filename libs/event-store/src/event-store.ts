import type { MessageKind, NewMessage } from '@edda/event-schemas';
import type { ExpectedVersion, VersionConflict } from './append/expected-version.js';
import type { RecordedMessage, StreamId, StreamName } from './recorded-message.js';
import type { Subscription, SubscriptionOptions } from './subscribe/subscription.js';

/** An event to append. Its id is taken from `id`, or derived from what is being handled, or new. */
export type NewEvent<T extends object = object> = NewMessage<T> & { readonly id?: string };

export interface AppendOptions {
  expected: ExpectedVersion;
}

/**
 * What became of an append: the version of its last event and its place in the log, or the conflict that kept it out.
 * `repeated` says that these very events were written before, by an append that this one repeats.
 */
export type AppendResult =
  { ok: true; version: number; position: number; repeated: boolean } | { ok: false; conflict: VersionConflict };

export type ReadDirection = 'forward' | 'backward';

export interface ReadOptions {
  /** Oldest first unless told otherwise. */
  direction?: ReadDirection;
  /** The lowest version or position to return, inclusive. */
  from?: number;
  /** The highest version or position to return, inclusive. */
  to?: number;
  /** At most this many. */
  limit?: number;
  /** Rows fetched in one round trip; the reader holds at most two such pages in memory. */
  batchSize?: number;
  /** Ends the iteration by throwing the signal's reason. */
  signal?: AbortSignal;
  /** As stored: neither decrypted nor upcast to the schema this build knows. */
  raw?: boolean;
}

export interface ReadStreamOptions extends ReadOptions {
  /** Also what was moved to the archive. */
  archived?: boolean;
}

/** Which messages of the log; what is left out does not restrict. */
export interface EventFilter {
  tenantId?: string;
  categories?: readonly string[];
  types?: readonly string[];
  correlationId?: string;
  /** Recorded at this time or later. */
  recordedFrom?: Date;
  /** Recorded before this time. */
  recordedTo?: Date;
  /** Only what is published to a topic, or only what is not. */
  published?: boolean;
  /** Events alone unless told otherwise. */
  kinds?: readonly MessageKind[];
}

export interface ReadAllOptions extends ReadOptions, EventFilter {
  /**
   * Every tenant's events, or those of the tenant named. Without it they are those of the tenant of the execution context,
   * in which another one is refused with `TENANT_MISMATCH`.
   */
  allTenants?: boolean;
}

/** Where a stream stands. */
export interface StreamState {
  version: number;
  /** Versions below this one were truncated; 1 when none were. */
  firstVersion: number;
  archivedAt: Date | null;
}

/**
 * Streams of events, and the log of all of them.
 *
 * Inside an execution context a stream of another tenant is refused with `TENANT_MISMATCH`.
 */
export interface EventStore {
  /**
   * Appends events to one stream, in one round trip, committed by itself. Repeating an append whose ids all stand where
   * they would be written returns the first result.
   *
   * @throws EddaError for what is appended: `MESSAGE.INVALID`, `NOT_AN_EVENT`, `EVENT_NOT_JSON`, `EVENT_TOO_LARGE`,
   *   `EVENT_TOO_DEEP`, `EVENT_ID_INVALID`, `BATCH_EMPTY`, `BATCH_TOO_LARGE`, `STREAM_NAME_INVALID`,
   *   `EXPECTED_VERSION_INVALID`; for the stream: `TENANT_MISMATCH`, `EVENT_ID_REUSED`, `STREAM_ARCHIVED`; when the
   *   database stays away or the stream stays locked: `EVENT_STORE_UNAVAILABLE`, `EVENT_STORE_CLOSED`
   */
  append(stream: StreamName, events: readonly NewEvent[], options: AppendOptions): Promise<AppendResult>;

  /** The events of one stream. A stream that does not exist has none. */
  readStream(stream: StreamId, options?: ReadStreamOptions): AsyncIterableIterator<RecordedMessage>;

  /** The events of the log in the order of their positions, none of them skipped. */
  readAll(options?: ReadAllOptions): AsyncIterableIterator<RecordedMessage>;

  /** Where a stream stands, or null when nothing was ever appended to it. */
  streamState(stream: StreamId): Promise<StreamState | null>;

  /** The position up to which the log is final: nothing will appear at or below it any more. */
  finalPosition(signal?: AbortSignal): Promise<number>;

  /** Follows the log. It runs until it is stopped. */
  subscribe(options: SubscriptionOptions): Subscription;

  /** Stops its subscriptions, then closes what it opened itself. */
  close(): Promise<void>;
}
