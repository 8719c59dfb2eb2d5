import type { EventStore } from '../../event-store.js';

/** An event store for a suite, with its tables made. Its log need not be empty. */
export interface EventStoreFixture {
  readonly store: EventStore;
  /** A further store over the same log, as another process has it. The suite closes it. */
  another(): Promise<EventStore>;
  close(): Promise<void>;
}
