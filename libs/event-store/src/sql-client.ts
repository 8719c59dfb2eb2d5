import type { DataSource } from 'typeorm';

/** Runs a statement and returns its rows: the pool, or the one connection of a unit of work. */
export interface SqlClient {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** Each statement on any free connection of the pool, committed by itself. */
export function poolClient(dataSource: DataSource): SqlClient {
  return { query: <Row>(sql: string, parameters?: unknown[]) => dataSource.query<Row[]>(sql, parameters) };
}
