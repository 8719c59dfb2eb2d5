import type { EntityManager } from 'typeorm';
import type { StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';

/** The latest snapshot of a stream, unless it was taken of another shape of the state. */
export async function loadSnapshot<State>(
  client: SqlClient,
  { tenantId, streamId }: StreamName,
  schemaVersion: number,
): Promise<{ version: number; state: State } | null> {
  const rows = await client.query<{ version: string; state: State }>(
    'select version, state from snapshots where tenant_id = $1 and stream_id = $2 and schema_version = $3',
    [tenantId, streamId, schemaVersion],
  );
  const row = rows[0];
  return row ? { version: Number(row.version), state: row.state } : null;
}

export async function saveSnapshot(
  manager: EntityManager,
  { tenantId, streamId }: StreamName,
  version: number,
  schemaVersion: number,
  state: unknown,
): Promise<void> {
  await manager.query(
    `insert into snapshots (tenant_id, stream_id, version, schema_version, state) values ($1, $2, $3, $4, $5)
     on conflict (tenant_id, stream_id) do update
        set version = excluded.version, schema_version = excluded.schema_version, state = excluded.state, taken_at = now()
      where snapshots.version < excluded.version or snapshots.schema_version <> excluded.schema_version`,
    [tenantId, streamId, version, schemaVersion, JSON.stringify(state)],
  );
}
