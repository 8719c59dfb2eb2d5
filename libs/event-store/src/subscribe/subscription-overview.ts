import type { SqlClient } from '../sql-client.js';

/** A subscription that has checkpoints, as the database knows it. */
export interface SubscriptionOverview {
  name: string;
  shards: number;
  /** Shards that a live process owns. */
  owned: number;
  /** Processes that take part in it. */
  members: number;
  /** The checkpoint of the shard that is furthest behind. */
  position: number;
  /** Between that and the end of the log. */
  positionsBehind: number;
  /** Age of the first event behind it, whether or not it is for the subscription; 0 when there is none. */
  millisecondsBehind: number;
  /** When one of its checkpoints moved last. */
  updatedAt: Date;
}

/** All subscriptions with a name, in the order of their names. */
export async function listSubscriptions(client: SqlClient): Promise<SubscriptionOverview[]> {
  const rows = await client.query<{
    name: string;
    shards: number;
    owned: number;
    members: number;
    position: string;
    behind: string;
    age: number;
    updated_at: Date;
  }>(
    `with live as (select subscription, member from subscription_members where expires_at > clock_timestamp()),
          head as (select case when is_called then last_value else 0 end as position from events_position_seq),
          subscriptions as (
            select c.name, count(*)::int as shards, count(l.member)::int as owned, min(c.position) as position,
                   max(c.updated_at) as updated_at
              from checkpoints c left join live l on l.subscription = c.name and l.member = c.owner
             group by c.name)
     select s.name, s.shards, s.owned, s.position, greatest(0, h.position - s.position) as behind, s.updated_at,
            (select count(*)::int from live l where l.subscription = s.name) as members,
            coalesce((select greatest(0, extract(epoch from clock_timestamp() - e.recorded_at) * 1000)
                        from events e where e.position > s.position order by e.position limit 1), 0)::float8 as age
       from subscriptions s cross join head h order by s.name`,
  );
  return rows.map((row) => ({
    name: row.name,
    shards: row.shards,
    owned: row.owned,
    members: row.members,
    position: Number(row.position),
    positionsBehind: Number(row.behind),
    millisecondsBehind: Math.round(row.age),
    updatedAt: row.updated_at,
  }));
}
