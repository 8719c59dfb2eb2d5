import type { SqlClient } from '../sql-client.js';
import type { ProjectionStatus } from './projection-row.js';
import type { ProjectionMode } from './projection.js';

/** A version of a projection, as all processes know it. */
export interface ProjectionOverview {
  name: string;
  version: number;
  mode: ProjectionMode;
  /** What is queried is up to date with every append when it is `inline`, and follows it a little later otherwise. */
  status: ProjectionStatus;
  /** Live processes that were built for it. */
  processes: number;
  /** How far it has handled the log; null while it is inline. */
  position: number | null;
  /** Events that concern it and that it has not handled, up to 10,000. */
  behind: number;
  /** Whether a rebuild of it was begun and is not done. */
  rebuilding: boolean;
}

const MOST = 10_000;

export async function readProjectionOverviews(client: SqlClient): Promise<ProjectionOverview[]> {
  const rows = await client.query<Omit<ProjectionOverview, 'position'> & { position: string | null }>(
    `select p.name, p.version, p.mode, p.status, c.position,
            (select count(*)::int from projection_processes o
              where o.name = p.name and o.version = p.version and o.seen_until > clock_timestamp()) as processes,
            (select least(coalesce(sum(rest.count), 0), ${MOST})::int from unnest(p.types) as followed (type)
              cross join lateral (
                select count(*) from (
                  -- Compared as pairs, so that each type is found by its index wherever in the log it is.
                  select from events e
                   where (e.type, e.position) > (followed.type, c.position) and e.type <= followed.type
                   order by e.type, e.position limit ${MOST}) as one) as rest
              where p.status <> 'inline') as behind,
            exists (select from projection_rebuilds r where r.name = p.name and r.version = p.version) as rebuilding
       from projections p
      cross join lateral (
        select case when p.status <> 'inline' then coalesce(min(k.position), 0) end as position from checkpoints k
         where k.name = 'projection:' || p.name || '@' || p.version) as c
      order by p.name, p.version`,
  );
  return rows.map((row) => ({ ...row, position: row.position === null ? null : Number(row.position) }));
}
