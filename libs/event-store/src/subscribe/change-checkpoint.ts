import { EddaError } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';

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

async function change(client: SqlClient, name: string, statement: string, parameters: unknown[]): Promise<void> {
  const rows = await client.query<{ free: boolean; known: boolean }>(
    `with state as materialized (select (${IS_FREE}) as free), changed as (${statement})
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
