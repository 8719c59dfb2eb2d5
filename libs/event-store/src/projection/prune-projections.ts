import type { DataSource, EntityManager } from 'typeorm';
import { underNameLock } from './name-lock.js';
import { idOf, rebuildOf, subscriptionOf, type ProjectionId } from './projection-id.js';
import { quoted } from './projection-tables.js';
import { dropShadows } from './rebuild/shadow-tables.js';

export interface PruneOptions {
  /** How long a version must have been retired, without a live process, in milliseconds; one day unless given. */
  graceMs?: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Drops what retired versions made: their tables, checkpoints and begun rebuilds. Tables that migrations made stay. The
 * only version of a projection is never retired, even while the whole service is down.
 *
 * @returns what was dropped, as `name@version`
 */
export async function pruneProjections(dataSource: DataSource, { graceMs = DAY_MS }: PruneOptions): Promise<string[]> {
  await dataSource.query(
    `delete from projection_processes where seen_until < clock_timestamp() - $1 * interval '1 millisecond'`,
    [graceMs],
  );
  const names = await dataSource.query<{ name: string }[]>(
    `select distinct name from projections where status = 'retired' order by 1`,
  );
  const dropped: string[] = [];
  for (const { name } of names) {
    const ids = await underNameLock(dataSource, name, (manager) => pruneVersions(manager, name, graceMs));
    dropped.push(...(ids ?? []).map(idOf));
  }
  return dropped;
}

async function pruneVersions(manager: EntityManager, name: string, graceMs: number): Promise<ProjectionId[]> {
  const rows = await manager.query<(ProjectionId & { tables: string[] })[]>(
    `select p.name, p.version, p.tables from projections p
      where p.name = $1 and p.status = 'retired' and p.changed_at <= clock_timestamp() - $2 * interval '1 millisecond'
        and not exists (
          select from projection_processes o
           where o.name = p.name and o.version = p.version
             and o.seen_until > clock_timestamp() - $2 * interval '1 millisecond')
        for update`,
    [name, graceMs],
  );
  for (const row of rows) {
    await dropShadows(manager, row);
    if (row.tables.length > 0) await manager.query(`drop table if exists ${row.tables.map(quoted).join(', ')}`);
    await manager.query('delete from checkpoints where name in ($1, $2)', [subscriptionOf(row), rebuildOf(row)]);
    await manager.query('delete from projection_rebuilds where name = $1 and version = $2', [row.name, row.version]);
    await manager.query('delete from projections where name = $1 and version = $2', [row.name, row.version]);
  }
  return rows;
}
