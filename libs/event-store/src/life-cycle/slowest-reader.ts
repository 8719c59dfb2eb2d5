import { EddaError } from '@edda/kernel';
import type { StreamId } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

export interface SlowestReader {
  subscription: string;
  position: number;
}

/** The subscription that is furthest behind, or null when none has a checkpoint. */
export async function slowestReader(client: SqlClient): Promise<SlowestReader | null> {
  const rows = await client.query<{ subscription: string; position: string }>(
    'select subscription, position from checkpoints order by position limit 1',
  );
  const row = rows[0];
  return row ? { subscription: row.subscription, position: Number(row.position) } : null;
}

/** @throws EddaError `STREAM_STILL_READ` when a subscription has not handled the stream up to this version */
export async function assertRead(client: SqlClient, { tenantId, streamId }: StreamId, version: number): Promise<void> {
  const slowest = await slowestReader(client);
  if (!slowest) return;
  const rows = await client.query<{ position: string }>(
    'select position from events where tenant_id = $1 and stream_id = $2 and version = $3',
    [tenantId, streamId, version],
  );
  const position = Number(rows[0]?.position ?? 0);
  if (position <= slowest.position) return;
  throw new EddaError(
    'conflict',
    'STREAM_STILL_READ',
    `Stream ${streamId} reaches position ${position}, but subscription ${slowest.subscription} is at ${slowest.position}: try again when it has caught up.`,
  );
}
