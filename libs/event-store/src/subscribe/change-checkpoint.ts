import { EddaError } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import { MAX_SHARDS } from './subscription-options.js';

/** That no live process takes part in it, also none of before there were leases. */
const IS_FREE = `
  not exists (select from subscription_members where subscription = $1 and expires_at > clock_timestamp())
  and pg_try_advisory_xact_lock(hashtextextended('subscription:' || $1, 0))`;

/**
 * Forgets a subscription: the next process that starts it begins as if it were new.
 *
 * @throws EddaError `SUBSCRIPTION_UNKNOWN`; `SUBSCRIPTION_OWNED` while a process runs it
 */
export async function deleteCheckpoint(client: SqlClient, name: string): Promise<void> {
  await change(client, name, `delete from checkpoints where name = $1 and (select free from state) returning 1`, [
    name,
  ]);
}

/**
 * Puts all shards of a subscription at a position: the last one that is not to be handled again.
 *
 * @throws EddaError `SUBSCRIPTION_UNKNOWN`; `SUBSCRIPTION_OWNED` while a process runs it; `SUBSCRIPTION_OPTIONS_INVALID`
 */
export async function resetCheckpoint(client: SqlClient, name: string, position: number): Promise<void> {
  if (!Number.isSafeInteger(position) || position < 0) {
    const message = 'give a whole number that is not negative';
    throw new EddaError('invalid', 'SUBSCRIPTION_OPTIONS_INVALID', `The position is ${position}: ${message}.`, [
      { field: 'position', value: position, message },
    ]);
  }
  await change(
    client,
    name,
    `update checkpoints set position = $2, owner = null, owner_epoch = owner_epoch + 1, updated_at = now()
      where name = $1 and (select free from state) returning 1`,
    [name, position],
  );
}

/**
 * Divides a subscription anew, so that it can be begun with this number of shards. All of them start where the slowest of
 * the former ones was: some of what the others had handled is handled again, in order.
 *
 * @throws EddaError `SUBSCRIPTION_UNKNOWN`; `SUBSCRIPTION_OWNED` while a process runs it; `SUBSCRIPTION_OPTIONS_INVALID`
 */
export async function reshardCheckpoint(client: SqlClient, name: string, shards: number): Promise<void> {
  if (!Number.isSafeInteger(shards) || shards < 1 || shards > MAX_SHARDS) {
    const message = `give a number from 1 to ${MAX_SHARDS}`;
    throw new EddaError('invalid', 'SUBSCRIPTION_OPTIONS_INVALID', `${shards} shards do not fit: ${message}.`, [
      { field: 'shards', value: shards, message },
    ]);
  }
  // One statement: no process can begin it with some of the shards.
  await change(
    client,
    name,
    `insert into checkpoints as c (subscription, shard, shards, position, owner_epoch)
     select case when n = 0 then $1 else $1 || '#' || n end, n, $2, slowest.position, slowest.epoch + 1
       from (select min(position) as position, max(owner_epoch) as epoch from checkpoints where name = $1) slowest,
            generate_series(0, $2::int - 1) n
      where slowest.position is not null and (select free from state)
     on conflict (subscription) do update
        set shards = excluded.shards, position = excluded.position, owner = null, owner_epoch = excluded.owner_epoch,
            updated_at = now()
     returning 1`,
    [name, shards],
    `removed as (delete from checkpoints where name = $1 and shard >= $2 and (select free from state) returning 1),`,
  );
}

/** @param before further parts of the statement, each with a comma behind it */
async function change(
  client: SqlClient,
  name: string,
  statement: string,
  parameters: unknown[],
  before = '',
): Promise<void> {
  const rows = await client.query<{ free: boolean; known: boolean }>(
    `with state as materialized (select (${IS_FREE}) as free), ${before} changed as (${statement})
     select state.free, exists (select from checkpoints where name = $1) as known, (select count(*) from changed) from state`,
    parameters,
  );
  if (rows[0]?.known === false) {
    throw new EddaError('not-found', 'SUBSCRIPTION_UNKNOWN', `There is no subscription ${name}: it was never begun.`);
  }
  if (rows[0]?.free !== true) {
    throw new EddaError(
      'conflict',
      'SUBSCRIPTION_OWNED',
      `Subscription ${name} is being run: stop its processes first.`,
    );
  }
}
