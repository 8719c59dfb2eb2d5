import type { SqlClient } from '@edda/event-store';
import type { KeyRow, KeyState } from './key-row.js';

/** Whether a parked message still waits for one before it; `$3` says whether the subscription is strict. */
const IS_MISSING = `p.sequence is not null and p.previous is not null and not p.starts_history
  and case when k.last_sequence is null then $3 and p.previous > 0 else p.previous > k.last_sequence end`;

/** The state of a key follows from the first message parked of it; a row that says nothing goes. */
const SETTLE_KEY_SQL = `
  with head as (
    select p.status, p.next_attempt_at, ${IS_MISSING} as is_missing
      from parked_messages as p
      join subscription_keys as k on k.subscription = p.subscription and k.key = p.lane
     where p.subscription = $1 and p.lane = $2
     order by p.place, p.id
     limit 1
  ), removed as (
    delete from subscription_keys
     where subscription = $1 and key = $2 and last_sequence is null and not exists (select from head)
  )
  update subscription_keys
     set state = coalesce((select case when is_missing then 'gap' else 'held' end from head), 'open'),
         due_at = (select greatest(next_attempt_at, now() + $4::float * interval '1 millisecond')
                     from head where not is_missing and status <> 'dead')
   where subscription = $1 and key = $2 and (last_sequence is not null or exists (select from head))
  returning state`;

/**
 * Locks the row of a key until the transaction ends; makes it where there is none. Whoever changes what is parked of a key
 * has locked it before.
 */
export async function lockKey(client: SqlClient, subscription: string, key: string): Promise<KeyRow> {
  await client.query(
    'insert into subscription_keys (subscription, key) values ($1, $2) on conflict do nothing',
    [subscription, key],
    'edda-create-key',
  );
  const [row] = await client.query<{ last_sequence: string | null; state: KeyState }>(
    'select last_sequence, state from subscription_keys where subscription = $1 and key = $2 for update',
    [subscription, key],
    'edda-lock-key',
  );
  return { last: row?.last_sequence == null ? null : Number(row.last_sequence), state: row?.state ?? 'open' };
}

/**
 * To be called under the lock, after the parked messages of a key or its sequence have changed.
 *
 * @param leaseMs how long others leave the key alone, because the caller goes on with it
 */
export async function settleKey(
  client: SqlClient,
  subscription: string,
  key: string,
  { strict, leaseMs = 0 }: { strict: boolean; leaseMs?: number },
): Promise<KeyState> {
  const rows = await client.query<{ state: KeyState }>(
    SETTLE_KEY_SQL,
    [subscription, key, strict, leaseMs],
    'edda-settle-key',
  );
  return rows[0]?.state ?? 'open';
}

/** Opens a key, under its lock, of which nothing is parked. */
export async function releaseIfEmpty(client: SqlClient, subscription: string, key: string): Promise<void> {
  const parked = await client.query('select from parked_messages where subscription = $1 and lane = $2 limit 1', [
    subscription,
    key,
  ]);
  if (parked.length > 0) return;
  await client.query('delete from subscription_keys where subscription = $1 and key = $2 and last_sequence is null', [
    subscription,
    key,
  ]);
  await client.query(
    `update subscription_keys set state = 'open', due_at = null where subscription = $1 and key = $2`,
    [subscription, key],
  );
}

/** Notes that a record was handled, or will never be, under the lock of its key. */
export async function moveKey(client: SqlClient, subscription: string, key: string, sequence: number): Promise<void> {
  await client.query(
    `update subscription_keys set last_sequence = $3
      where subscription = $1 and key = $2 and coalesce(last_sequence, -1) < $3`,
    [subscription, key, sequence],
    'edda-move-key',
  );
}
