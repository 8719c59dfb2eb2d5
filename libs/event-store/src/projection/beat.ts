import type { DataSource } from 'typeorm';
import { beSeen, type ProcessLease } from './process-lease.js';
import { idOf } from './projection-id.js';
import type { ProjectionRow } from './projection-row.js';
import type { Projection } from './projection.js';

/** How a projection of this process is kept at the moment. */
export interface ProjectionState extends ProjectionRow {
  /** Whether another version has a live process. */
  accompanied: boolean;
  /** Whether one of those is older: that still has the side effects. */
  followsOlder: boolean;
  /** Whether a process that does not know it made it leave the appends, a short while ago. */
  hasOutsiders: boolean;
  /** Whether another version is still kept though its last process has left. */
  survives: boolean;
}

/**
 * Says that this process lives, and learns how its projections are kept, by `name@version`; without those that are not
 * registered.
 */
export async function beat(
  dataSource: DataSource,
  projections: readonly Projection[],
  lease: ProcessLease,
): Promise<Map<string, ProjectionState>> {
  if (projections.length === 0) return new Map();
  const names = projections.map(({ name }) => name);
  const versions = projections.map(({ version }) => version);
  return dataSource.transaction(async (manager) => {
    // Whoever settles how the versions of a name are kept knows of this process, or this process learns of it.
    await manager.query(
      `select pg_advisory_xact_lock_shared(hashtextextended('projection:' || names.name, 0))
         from (select distinct name from unnest($1::text[]) as name order by 1) as names`,
      [names],
    );
    await beSeen(manager, projections, lease);
    const rows = await manager.query<ProjectionState[]>(
      `select p.name, p.version, p.mode, p.status, p.types, p.replay_until as "replayUntil",
              coalesce(p.outsiders_until > clock_timestamp(), false) as "hasOutsiders",
              coalesce(others.accompanied, false) as accompanied, coalesce(others.older, false) as "followsOlder",
              exists (
                select from projections a
                 where a.name = p.name and a.version <> p.version and a.status <> 'retired'
                   and not exists (
                     select from projection_processes o
                      where o.name = a.name and o.version = a.version and o.seen_until > clock_timestamp())) as survives
         from unnest($1::text[], $2::int[]) as own (name, version)
         join projections p on p.name = own.name and p.version = own.version
        cross join lateral (
          select bool_or(o.version <> p.version) as accompanied, bool_or(o.version < p.version) as older
            from projection_processes o where o.name = p.name and o.seen_until > clock_timestamp()) as others`,
      [names, versions],
    );
    return new Map(rows.map((row) => [idOf(row), { ...row, replayUntil: Number(row.replayUntil) }]));
  });
}
