import type { SqlClient } from '../sql-client.js';
import { ensureCheckpoints } from '../subscribe/checkpoint.js';

/**
 * Where the checkpoint of a projection lies while it is inline: behind everything, so that it holds back no archiving and
 * a subscription that is late to stop finds nothing to handle.
 */
export const BEHIND_EVERYTHING = Number.MAX_SAFE_INTEGER;

/** The last position that was drawn. Under the lock of a name, everything up to it that concerns the projection is there. */
export async function headOfLog(client: SqlClient): Promise<number> {
  const rows = await client.query<{ head: string }>(
    'select case when is_called then last_value else 0 end as head from events_position_seq',
  );
  return Number(rows[0]?.head);
}

/** Sets the checkpoint of a subscription, wherever it was, and makes whoever holds it take it anew. */
export async function placeCheckpoint(client: SqlClient, name: string, position: number, shards = 1): Promise<void> {
  await ensureCheckpoints(client, name, shards, position);
  await client.query(
    `update checkpoints set position = $2, owner = null, owner_epoch = owner_epoch + 1, updated_at = now()
      where name = $1`,
    [name, position],
  );
}
