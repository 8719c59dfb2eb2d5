import { EddaError } from '@edda/kernel';
import type { StreamId, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

export interface StreamRow extends StreamName {
  version: number;
  firstVersion: number;
  archivedAt: Date | null;
}

/** @param lock holds appends to the stream back until the transaction ends */
export async function readStreamRow(
  client: SqlClient,
  { tenantId, streamId }: StreamId,
  lock: 'for update' | '' = '',
): Promise<StreamRow | null> {
  const rows = await client.query<{
    category: string;
    version: string;
    first_version: string;
    archived_at: Date | null;
  }>(
    `select category, version, first_version, archived_at from streams where tenant_id = $1 and stream_id = $2 ${lock}`,
    [tenantId, streamId],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    tenantId,
    streamId,
    category: row.category,
    version: Number(row.version),
    firstVersion: Number(row.first_version),
    archivedAt: row.archived_at,
  };
}

export function streamNotFound({ streamId }: StreamId): EddaError {
  return new EddaError('not-found', 'STREAM_NOT_FOUND', `There is no stream ${streamId}: nothing was appended to it.`);
}
