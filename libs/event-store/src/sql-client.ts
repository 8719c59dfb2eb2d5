import { EddaError } from '@edda/kernel';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';

/** Runs a statement and returns its rows: the pool, or the one connection of a unit of work. */
export interface SqlClient {
  /** @param name under which it is parsed and planned once on each connection; it stands for this one text */
  query<Row>(sql: string, parameters?: unknown[], name?: string): Promise<Row[]>;
}

/** Each statement on any free connection of the pool, committed by itself. */
export function poolClient(dataSource: DataSource): SqlClient {
  return {
    query: async <Row>(text: string, values: unknown[] = [], name?: string) =>
      (await poolOf(dataSource).query({ text, values, ...(name !== undefined && { name }) })).rows as Row[],
  };
}

/**
 * The connections of a TypeORM data source to Postgres, without TypeORM's own work on each statement.
 *
 * @throws EddaError `EVENT_STORE_CLOSED` when it has none: it was closed, or never opened
 */
export function poolOf(dataSource: DataSource): Pool {
  const pool = (dataSource.driver as unknown as { master?: Pool }).master;
  if (dataSource.isInitialized && pool) return pool;
  throw new EddaError(
    'unavailable',
    'EVENT_STORE_CLOSED',
    'The event store has no connections: it was not opened yet, or it was closed.',
  );
}
