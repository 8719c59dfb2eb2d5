import type { SqlClient } from '../sql-client.js';

/** A checkpoint as its owner holds it. Each new owner raises the epoch, and only the latest epoch may move it. */
export interface OwnedCheckpoint {
  position: number;
  epoch: number;
}

export async function takeCheckpoint(client: SqlClient, subscription: string): Promise<OwnedCheckpoint> {
  const rows = await client.query<{ position: string; owner_epoch: string }>(
    `insert into checkpoints (subscription, owner_epoch) values ($1, 1)
     on conflict (subscription) do update set owner_epoch = checkpoints.owner_epoch + 1
     returning position, owner_epoch`,
    [subscription],
  );
  return { position: Number(rows[0]?.position), epoch: Number(rows[0]?.owner_epoch) };
}

/** @returns false when a later owner has taken over */
export async function moveCheckpoint(
  client: SqlClient,
  subscription: string,
  position: number,
  epoch: number,
): Promise<boolean> {
  const rows = await client.query(
    `with moved as (
       update checkpoints set position = $2, updated_at = now() where subscription = $1 and owner_epoch = $3 returning 1
     ) select 1 from moved`,
    [subscription, position, epoch],
  );
  return rows.length === 1;
}
