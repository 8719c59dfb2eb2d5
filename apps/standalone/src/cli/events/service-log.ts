import type { AggregateType, Aggregate, PostgresEventStore, Projection, SubjectKeyStore } from '@edda/event-store';

/** The event log of one service, and what the service makes of it. */
export interface ServiceLog {
  readonly service: string;
  readonly store: PostgresEventStore;
  readonly aggregates: readonly AggregateType<Aggregate<unknown>>[];
  /** Registered with the store, not started. */
  readonly projections: readonly Projection[];
}

export interface OpenLogsOptions {
  /** Absolute; its platform may be running. */
  readonly dataDirectory: string;
  /** The database of one service, instead of a data folder. */
  readonly url?: string | undefined;
  /** Names of services; all of them when empty. */
  readonly services: readonly string[];
}

/** Opens the event logs of a platform. Whoever calls it closes them. */
export type OpenLogs = (options: OpenLogsOptions) => Promise<{ logs: ServiceLog[]; close(): Promise<void> }>;

export interface OpenKeysOptions {
  /** Absolute; its platform may be running. */
  readonly dataDirectory: string;
  /** In whose name a subject is forgotten; any service that keeps events unless given. */
  readonly service?: string | undefined;
}

/** Opens the keys of personal data. Whoever calls it closes them. */
export type OpenKeys = (options: OpenKeysOptions) => Promise<{
  store: SubjectKeyStore;
  service: string;
  /** See `PostgresSubjectKeys.rewrap`. */
  rewrap(): Promise<number>;
  close(): Promise<void>;
}>;
