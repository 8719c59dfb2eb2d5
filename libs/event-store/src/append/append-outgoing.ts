import type { PendingMessage } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { eventJson } from './event-json.js';
import { metadataJson } from './metadata-json.js';

const APPEND_OUTGOING_SQL = `
  insert into events (id, kind, tenant_id, stream_id, category, type, schema_version, topic, data, metadata, recorded_at)
  select m.id, m.kind, m.tenant_id, m.stream_id, m.category, m.type, m.schema_version, m.topic,
         m.data::json, m.metadata::json, m.recorded_at
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                $9::text[], $10::text[], $11::timestamptz[])
         with ordinality as m (id, kind, tenant_id, stream_id, category, type, schema_version, topic, data, metadata,
                               recorded_at, ord)
   order by m.ord
  on conflict (id) do nothing`;

/** Appends commands and replies: records of the log that have no place in a stream. A known id is left as it is. */
export async function appendOutgoing(client: SqlClient, messages: readonly PendingMessage[]): Promise<void> {
  await client.query(
    APPEND_OUTGOING_SQL,
    [
      messages.map(({ id }) => id),
      messages.map(({ kind }) => kind),
      messages.map(({ tenantId }) => tenantId),
      messages.map(({ streamId }) => streamId),
      messages.map(({ category }) => category),
      messages.map(({ type }) => type),
      messages.map(({ schemaVersion }) => schemaVersion),
      messages.map(({ topic }) => topic),
      messages.map(eventJson),
      messages.map(metadataJson),
      messages.map(({ recordedAt }) => recordedAt.toISOString()),
    ],
    'edda-append-outgoing',
  );
}
