import type { SqlClient } from '../../sql-client.js';
import { subscriptionOf } from '../projection-id.js';
import type { Projection } from '../projection.js';

/** What a rebuild has to do before it can be finished. */
export interface RebuildScope {
  /** Events that concern it. */
  rest: number;
  /** It must not pass what the tables that are queried have handled: their side effects would be left out. */
  upTo: number;
}

export async function readRebuildScope(
  client: SqlClient,
  projection: Projection,
  position: number,
): Promise<RebuildScope> {
  const { name, version, types } = projection;
  const rows = await client.query<{ rest: string; upTo: string | null }>(
    `with live as (
       select case when p.status <> 'inline' then coalesce(min(c.position), 0) end as up_to
         from projections p left join checkpoints c on c.name = $4
        where p.name = $1 and p.version = $2 group by p.status
     )
     select live.up_to as "upTo", count(e.position) as rest
       from live left join events e on e.type = any($3) and e.position > $5 and (live.up_to is null or e.position <= live.up_to)
      group by live.up_to`,
    [name, version, types, subscriptionOf(projection), position],
  );
  return { rest: Number(rows[0]?.rest ?? 0), upTo: Number(rows[0]?.upTo ?? Number.MAX_SAFE_INTEGER) };
}
