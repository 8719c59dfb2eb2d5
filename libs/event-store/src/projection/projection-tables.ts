import type { EntityManager } from 'typeorm';
import { tableName, type ProjectionTable } from './projection-table.js';
import type { Projection } from './projection.js';
import { versioned } from './versioned.js';

/**
 * Makes the tables that a version makes itself, where they are not there yet.
 *
 * @returns their names
 */
export async function makeTables(manager: EntityManager, projection: Projection): Promise<string[]> {
  const own = projection.tables.filter((table) => typeof table !== 'string');
  for (const table of own) {
    if (!(await tableExists(manager, versioned(table.name, projection.version)))) {
      await createTable(manager, table, projection.version);
    }
  }
  return own.map(({ name }) => versioned(name, projection.version));
}

export async function createTable(manager: EntityManager, table: ProjectionTable, version: number): Promise<void> {
  const statements = table.create(versioned(table.name, version));
  for (const statement of typeof statements === 'string' ? [statements] : statements) await manager.query(statement);
}

/** Whether one of its tables has rows. */
export async function areFilled(manager: EntityManager, projection: Projection): Promise<boolean> {
  for (const table of projection.tables.map((one) => versioned(tableName(one), projection.version))) {
    if (!(await tableExists(manager, table))) continue;
    const rows = await manager.query<{ filled: boolean }[]>(`select exists (select from ${quoted(table)}) as filled`);
    if (rows[0]?.filled) return true;
  }
  return false;
}

export async function tableExists(manager: EntityManager, table: string): Promise<boolean> {
  const rows = await manager.query<{ there: boolean }[]>('select to_regclass($1) is not null as there', [
    quoted(table),
  ]);
  return rows[0]?.there === true;
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
