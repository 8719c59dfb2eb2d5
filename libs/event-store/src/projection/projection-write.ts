import type { EntityManager } from 'typeorm';
import type { SqlClient } from '../sql-client.js';

/** What a projection writes with: the unit of work that also holds the append, or the checkpoint. */
export interface ProjectionWrite extends SqlClient {
  readonly manager: EntityManager;
  /** The name, in this version of the projection, of one of its tables. */
  tableOf(table: string): string;
  /** Whether this event was there before the projection was, or is handled once more. */
  readonly rebuilding: boolean;
  /**
   * Runs a side effect once the commit is done, at most once for each event: never while rebuilding, and not in a version
   * that runs beside an older one, which still has them. An error it throws is reported and changes nothing.
   */
  effect(run: () => void | Promise<void>): void;
}

/** @param onEffect keeps an effect until the commit; null leaves effects out */
export function projectionWrite(
  manager: EntityManager,
  tableOf: (table: string) => string,
  rebuilding: boolean,
  onEffect: ((run: () => void | Promise<void>) => void) | null,
): ProjectionWrite {
  return {
    manager,
    tableOf,
    rebuilding,
    query: <Row>(sql: string, parameters?: unknown[]) => manager.query<Row[]>(sql, parameters),
    effect: (run) => onEffect?.(run),
  };
}
