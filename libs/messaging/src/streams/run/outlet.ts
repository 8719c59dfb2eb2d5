import type { SqlClient } from '@edda/event-store';

/** What a pipeline hands to its end: items that lie in a table until they are handed over, in one transaction with a note. */
export interface Outlet<T> {
  /** Those whose time has come, locked: another instance does not see them meanwhile. */
  due(client: SqlClient, now: Date, limit: number): Promise<T[]>;
  hand(item: T): Promise<void>;
  noteHanded(client: SqlClient, items: readonly T[]): Promise<void>;
  /** Puts an item off, longer each time. */
  noteFailure(client: SqlClient, item: T, now: Date): Promise<void>;
  /** Names an item in the log. */
  describe(item: T): object;
}
