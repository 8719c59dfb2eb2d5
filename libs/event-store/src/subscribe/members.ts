import type { SqlClient } from '../sql-client.js';
import { checkpointKey, type OwnedCheckpoint } from './checkpoint.js';

/** Tells the other members of a subscription that something is to be had or to be given. */
export const SHARDS_CHANNEL = 'subscription_shards';

/** One process's part in a subscription. */
export interface Member {
  name: string;
  /** A UUID. */
  id: string;
  leaseMs: number;
}

/** A subscription as one of its members sees it. */
export interface GroupView {
  /** Shards that are this member's fair part. */
  fair: number;
  /** Shards it owns by the database, as it claimed them. */
  owned: readonly { shard: number; epoch: number }[];
}

/** Joins, or stays: the lease of all its shards runs from now, by the database's clock. */
export async function renewLease(client: SqlClient, { name, id, leaseMs }: Member): Promise<void> {
  await client.query(
    `with joined as (
       insert into subscription_members (subscription, member, expires_at)
       values ($1, $2, clock_timestamp() + $3 * interval '1 ms')
       on conflict (subscription, member) do update set expires_at = excluded.expires_at
       returning xmax = 0 as is_new
     ), gone as (
       delete from subscription_members where subscription = $1 and member <> $2 and expires_at < clock_timestamp()
       returning 1
     )
     select pg_notify('${SHARDS_CHANNEL}', $1) where exists (select from joined where is_new) or exists (select from gone)`,
    [name, id, leaseMs],
  );
}

/** Shards are dealt out evenly: those that joined first have one more where it does not come out even. */
export async function viewGroup(client: SqlClient, { name, id }: Member): Promise<GroupView> {
  const rows = await client.query<{ fair: number; owned: { shard: number; epoch: number }[] }>(
    `with live as (
       select member, row_number() over (order by joined_at, member) as rank, count(*) over () as members
         from subscription_members where subscription = $1 and expires_at > clock_timestamp()
     ), size as (select count(*) as shards from checkpoints where name = $1)
     select coalesce((select shards / members + case when rank <= shards % members then 1 else 0 end
                        from live, size where member = $2), 0)::int as fair,
            coalesce((select json_agg(json_build_object('shard', shard, 'epoch', owner_epoch) order by shard)
                        from checkpoints where name = $1 and owner = $2), '[]') as owned`,
    [name, id],
  );
  return rows[0] ?? { fair: 0, owned: [] };
}

/** Takes shards nobody has, or whose owner's lease has run out. Each claim raises the epoch. */
export async function claimShards(
  client: SqlClient,
  { name, id }: Member,
  held: readonly number[],
  count: number,
): Promise<OwnedCheckpoint[]> {
  const rows = await client.query<{ shard: number; epoch: string; position: string }>(
    `with free as (
       select c.subscription from checkpoints c
        where c.name = $1 and c.shard <> all($3::int[])
          and (c.owner is null or c.owner = $2 or not exists (
                select from subscription_members m
                 where m.subscription = $1 and m.member = c.owner and m.expires_at > clock_timestamp()))
        order by c.shard limit $4 for update of c skip locked
     ), claimed as (
       update checkpoints c set owner = $2, owner_epoch = c.owner_epoch + 1
         from free where c.subscription = free.subscription
       returning c.shard, c.owner_epoch, c.position
     )
     select shard, owner_epoch as epoch, position from claimed`,
    [name, id, held, count],
  );
  return rows.map(({ shard, epoch, position }) => ({ shard, epoch: Number(epoch), position: Number(position) }));
}

/** Gives shards back, so that others need not wait for the end of the lease. */
export async function releaseShards(client: SqlClient, { name, id }: Member, shards: readonly number[]): Promise<void> {
  await client.query(
    `with released as (
       update checkpoints set owner = null where owner = $2 and subscription = any($3::text[]) returning 1
     ) select pg_notify('${SHARDS_CHANNEL}', $1) from released limit 1`,
    [name, id, shards.map((shard) => checkpointKey(name, shard))],
  );
}

/** Leaves with all it owns. */
export async function leaveGroup(client: SqlClient, { name, id }: Member): Promise<void> {
  await client.query(
    `with released as (update checkpoints set owner = null where name = $1 and owner = $2 returning 1),
          gone as (delete from subscription_members where subscription = $1 and member = $2 returning 1)
     select pg_notify('${SHARDS_CHANNEL}', $1) where exists (select from released) or exists (select from gone)`,
    [name, id],
  );
}

/**
 * The lock by which a process of before there were leases owns a subscription. Who owns a shard shares it, so that such
 * a process waits, and is waited for, during an upgrade.
 *
 * @returns false while such a process owns the subscription
 */
export async function shareFormerLock(client: SqlClient, name: string): Promise<boolean> {
  const rows = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock_shared(hashtextextended('subscription:' || $1, 0)) as locked`,
    [name],
  );
  return rows[0]?.locked === true;
}

export async function giveFormerLock(client: SqlClient, name: string): Promise<void> {
  await client.query(`select pg_advisory_unlock_shared(hashtextextended('subscription:' || $1, 0))`, [name]);
}
