import type { StreamId } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

/** Where a stream stands, with the snapshot that may be used. */
export interface StreamWithSnapshot {
  version: number;
  isArchived: boolean;
  snapshot: { version: number; state: unknown } | null;
}

export interface SnapshotLimits {
  /** The version of the state's shape. */
  schemaVersion: number;
  /** A snapshot of a later version of the stream is not used. */
  upTo: number;
}

/**
 * A stream and its latest snapshot, or null when nothing was ever appended. Left out is a snapshot of another shape of
 * the state, and one of a version that the stream has not reached: it tells of events that a restored backup does not have.
 */
export async function streamWithSnapshot(
  client: SqlClient,
  { tenantId, streamId }: StreamId,
  { schemaVersion, upTo }: SnapshotLimits,
): Promise<StreamWithSnapshot | null> {
  const rows = await client.query<{
    version: string;
    archived: boolean;
    taken_at_version: string | null;
    state: unknown;
  }>(
    `select s.version, s.archived_at is not null as archived, n.version as taken_at_version, n.state
       from streams s
       left join snapshots n on n.tenant_id = s.tenant_id and n.stream_id = s.stream_id
                            and n.schema_version = $3 and n.version <= least(s.version, $4)
      where s.tenant_id = $1 and s.stream_id = $2`,
    [tenantId, streamId, schemaVersion, upTo],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    version: Number(row.version),
    isArchived: row.archived,
    snapshot: row.taken_at_version === null ? null : { version: Number(row.taken_at_version), state: row.state },
  };
}

/** A state that is about to be kept. */
export interface NewSnapshot {
  stream: StreamId;
  version: number;
  schemaVersion: number;
  json: string;
}

/**
 * Keeps a snapshot in place of an older one, of one with another shape of the state, or of one ahead of its stream. A
 * stream that has not reached its version, or is archived, gets none.
 */
export async function saveSnapshot(client: SqlClient, snapshot: NewSnapshot): Promise<void> {
  const { stream, version, schemaVersion, json } = snapshot;
  await client.query(
    `insert into snapshots (tenant_id, stream_id, version, schema_version, state)
     select tenant_id, stream_id, $3, $4, $5::json from streams
      where tenant_id = $1 and stream_id = $2 and version >= $3 and archived_at is null
     on conflict (tenant_id, stream_id) do update
        set version = excluded.version, schema_version = excluded.schema_version, state = excluded.state, taken_at = now()
      where snapshots.version < excluded.version or snapshots.schema_version <> excluded.schema_version
         or snapshots.version > (select s.version from streams s
                                  where s.tenant_id = excluded.tenant_id and s.stream_id = excluded.stream_id)`,
    [stream.tenantId, stream.streamId, version, schemaVersion, json],
  );
}
