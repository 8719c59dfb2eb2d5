import type { SqlClient } from '../sql-client.js';

/** The name of a stream as its columns are called. */
export interface StreamKey {
  tenant_id: string;
  stream_id: string;
}

/** Holds appends to these streams back; those that are being written are left out rather than waited for. */
export async function lockStreams(client: SqlClient, streams: readonly StreamKey[]): Promise<StreamKey[]> {
  return client.query<StreamKey>(
    `select s.tenant_id, s.stream_id from unnest($1::text[], $2::text[]) as p (tenant_id, stream_id)
       join streams s using (tenant_id, stream_id) for update of s skip locked`,
    [streams.map(({ tenant_id }) => tenant_id), streams.map(({ stream_id }) => stream_id)],
  );
}
