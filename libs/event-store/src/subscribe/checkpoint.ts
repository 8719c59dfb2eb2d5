import { EddaError } from '@edda/kernel';
import type { PoolClient } from 'pg';
import { rowsOf } from '../read/log-connections.js';
import type { SqlClient } from '../sql-client.js';

/** One shard of a subscription as its owner holds it. Each owner raises the epoch; only the latest epoch may move it. */
export interface OwnedCheckpoint {
  shard: number;
  epoch: number;
  position: number;
}

/** What its checkpoint is found by. */
export function checkpointKey(name: string, shard: number): string {
  return shard === 0 ? name : `${name}#${shard}`;
}

/**
 * Makes the checkpoints of a subscription at `position` unless it has some.
 *
 * @throws EddaError `SUBSCRIPTION_SHARDS_FIXED` when it has another number of shards
 */
export async function ensureCheckpoints(
  client: SqlClient,
  name: string,
  shards: number,
  position: number,
): Promise<void> {
  await client.query(
    `with first as (
       insert into checkpoints (subscription, shard, shards, position) values ($1, 0, $2, $3)
       on conflict (subscription) do nothing returning 1
     )
     insert into checkpoints (subscription, shard, shards, position)
     select $1 || '#' || shard, shard, $2, $3 from generate_series(1, $2::int - 1) as shard
      where exists (select from first)
     on conflict (subscription) do nothing`,
    [name, shards, position],
  );
  const rows = await client.query<{ shards: number }>('select shards from checkpoints where subscription = $1', [name]);
  const fixed = rows[0]?.shards;
  if (fixed === undefined || fixed === shards) return;
  throw shardsFixed(name, fixed, shards);
}

export function shardsFixed(name: string, fixed: number, shards: number): EddaError {
  return new EddaError(
    'conflict',
    'SUBSCRIPTION_SHARDS_FIXED',
    `Subscription ${name} was begun with ${fixed} shards, not ${shards}: keep that number, or begin one with another name.`,
    [{ field: 'shards', value: shards, message: `is ${fixed} since the subscription was begun` }],
  );
}

/** @returns whether a subscription of this name was ever begun */
export async function hasCheckpoint(client: SqlClient, name: string): Promise<boolean> {
  return (await client.query('select 1 from checkpoints where subscription = $1', [name])).length > 0;
}

/** Up to where each shard of a subscription is handled, by their numbers. */
export async function readCheckpoints(connection: Pick<PoolClient, 'query'>, name: string): Promise<number[]> {
  const rows = await rowsOf<[string]>(connection, 'select position from checkpoints where name = $1 order by shard', [
    name,
  ]);
  return rows.map(([position]) => Number(position));
}

/** What became of a checkpoint that was to be moved. */
export type Move = 'moved' | 'lost' | { handledUpTo: number };

/**
 * Moves a checkpoint behind messages that were handled.
 *
 * @param first position of the first of them: a checkpoint that lies there or beyond says that they were handled before,
 *   by a transaction of which nobody heard that it was committed
 * @param last position of the last of them
 * @returns `lost` when a later owner has taken over
 */
export async function moveCheckpoint(
  client: SqlClient,
  name: string,
  { shard, epoch }: Pick<OwnedCheckpoint, 'shard' | 'epoch'>,
  first: number,
  last: number,
): Promise<Move> {
  const key = checkpointKey(name, shard);
  const moved = await client.query(
    `with moved as (
       update checkpoints set position = $4, updated_at = now()
        where subscription = $1 and owner_epoch = $2 and position < $3 returning 1
     ) select 1 from moved`,
    [key, epoch, first, last],
  );
  if (moved.length === 1) return 'moved';
  const [row] = await client.query<{ position: string }>(
    'select position from checkpoints where subscription = $1 and owner_epoch = $2',
    [key, epoch],
  );
  return row ? { handledUpTo: Number(row.position) } : 'lost';
}

/**
 * Moves the checkpoints of shards whose owner found nothing to handle up to there. Waits for nobody: one that is being
 * moved elsewhere is left out.
 */
export async function moveIdleCheckpoints(
  client: SqlClient,
  name: string,
  checkpoints: readonly OwnedCheckpoint[],
): Promise<void> {
  await client.query(
    `update checkpoints c set position = idle.position, updated_at = now()
       from (select c.subscription, moved.position from checkpoints c
               join unnest($1::text[], $2::bigint[], $3::bigint[]) as moved (subscription, epoch, position)
                 on c.subscription = moved.subscription and c.owner_epoch = moved.epoch and c.position < moved.position
                for update of c skip locked) idle
      where c.subscription = idle.subscription`,
    [
      checkpoints.map(({ shard }) => checkpointKey(name, shard)),
      checkpoints.map(({ epoch }) => epoch),
      checkpoints.map(({ position }) => position),
    ],
  );
}
