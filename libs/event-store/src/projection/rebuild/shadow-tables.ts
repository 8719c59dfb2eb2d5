import { EddaError } from '@edda/kernel';
import type { EntityManager } from 'typeorm';
import { idOf, type ProjectionId } from '../projection-id.js';
import { tableName } from '../projection-table.js';
import { createTable, quoted } from '../projection-tables.js';
import type { Projection } from '../projection.js';
import { versioned } from '../versioned.js';

/**
 * Tables under the names they will have, in a schema of their own. With that schema first in the search path everything
 * that writes to the projection's tables writes to these: entities and plain SQL alike, whatever names they were given.
 */
export async function makeShadows(manager: EntityManager, projection: Projection): Promise<void> {
  await assertRebuildable(manager, projection);
  await dropShadows(manager, projection);
  const schema = shadowSchema(projection);
  await manager.query(`create schema ${schema}`);
  for (const table of projection.tables) {
    const name = quoted(versioned(tableName(table), projection.version));
    if (typeof table === 'string') await manager.query(`create table ${schema}.${name} (like ${name} including all)`);
  }
  await writeToShadows(manager, projection);
  for (const table of projection.tables) {
    if (typeof table !== 'string') await createTable(manager, table, projection.version);
  }
}

/** For the rest of the transaction. */
export async function writeToShadows(manager: EntityManager, projection: ProjectionId): Promise<void> {
  await manager.query(`select set_config('search_path', $1 || ', ' || current_setting('search_path'), true)`, [
    shadowSchema(projection),
  ]);
}

/** A table that is queried, and the schema it lies in. */
export interface LiveTable {
  name: string;
  schema: string;
}

/** Takes the tables that are queried away from everybody, until the end of the transaction. */
export async function lockTables(manager: EntityManager, projection: Projection): Promise<LiveTable[]> {
  const names = tablesOf(projection).map(quoted);
  await manager.query(`lock table ${names.join(', ')} in access exclusive mode`);
  return manager.query<LiveTable[]>(
    `select t.name, c.relnamespace::regnamespace::text as schema
       from unnest($1::text[]) as t (name) join pg_class c on c.oid = to_regclass(t.name)`,
    [names],
  );
}

/** Puts the shadows in the place of the tables. */
export async function swapShadows(
  manager: EntityManager,
  projection: ProjectionId,
  tables: readonly LiveTable[],
): Promise<void> {
  await manager.query(`drop table ${tables.map(({ schema, name }) => `${schema}.${name}`).join(', ')}`);
  for (const { name, schema } of tables) {
    await manager.query(`alter table ${shadowSchema(projection)}.${name} set schema ${schema}`);
  }
  await dropShadows(manager, projection);
}

export async function dropShadows(manager: EntityManager, projection: ProjectionId): Promise<void> {
  await manager.query(`drop schema if exists ${shadowSchema(projection)} cascade`);
}

async function assertRebuildable(manager: EntityManager, projection: Projection): Promise<void> {
  if (projection.tables.length === 0) throw notRebuildable(projection, 'declares no tables: name them in `tables`');
  const names = tablesOf(projection);
  const fixed = manager.connection.entityMetadatas.find(
    ({ tableName, schema }) => names.includes(tableName) && schema !== undefined,
  );
  if (fixed) throw notRebuildable(projection, `has the entity ${fixed.name} with a schema: leave the schema out`);
  const copied = projection.tables
    .filter((table) => typeof table === 'string')
    .map((table) => versioned(table, projection.version));
  // A copy of a table has neither foreign keys nor sequences of its own; and nobody else may refer to one that is dropped.
  const ties = await manager.query<{ table: string; tie: string }[]>(
    `select c.conrelid::regclass::text as "table", 'foreign key ' || c.conname as tie from pg_constraint c
      where c.contype = 'f' and (c.conrelid = any($2::regclass[])
                                 or (c.confrelid = any($1::regclass[]) and c.conrelid <> all($1::regclass[])))
     union all
     select d.refobjid::regclass::text, 'sequence ' || s.relname from pg_depend d join pg_class s on s.oid = d.objid
      where s.relkind = 'S' and d.deptype = 'a' and d.refobjid = any($2::regclass[])
      limit 1`,
    [names.map(quoted), copied.map(quoted)],
  );
  if (ties[0]) {
    throw notRebuildable(
      projection,
      `is tied by the ${ties[0].tie} of ${ties[0].table}, so its tables cannot be replaced`,
    );
  }
}

function shadowSchema({ name, version }: ProjectionId): string {
  return quoted(`rebuild_${name.replaceAll('-', '_')}_v${version}`);
}

function tablesOf(projection: Projection): string[] {
  return projection.tables.map((table) => versioned(tableName(table), projection.version));
}

function notRebuildable(projection: Projection, why: string): EddaError {
  return new EddaError('unsupported', 'PROJECTION_NOT_REBUILDABLE', `Projection ${idOf(projection)} ${why}.`);
}
