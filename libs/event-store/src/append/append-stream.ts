import { EddaError } from '@edda/kernel';
import type { AppendResult } from '../event-store.js';
import type { PendingMessage, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import type { ExpectedVersion } from './expected-version.js';

const EXPECTED_CODES = { any: -1, exists: -2, none: 0 } as const;

/**
 * One event's data may be this large, in bytes of JSON: bigger bodies belong into their owner's store. Brokers take
 * records of 1 MiB, headers and key included; a bigger event would stop the relay for good.
 */
export const MAX_EVENT_BYTES = 960 * 1024;

/** Appends events to one stream in one round trip. A conflict is a value; an id used elsewhere before is an error. */
export async function appendStream(
  client: SqlClient,
  stream: StreamName,
  events: readonly PendingMessage[],
  expected: ExpectedVersion,
): Promise<AppendResult> {
  const rows = await client.query<{ outcome: string; stream_version: string; last_position: string }>(
    'select outcome, stream_version, last_position from append_to_stream($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      stream.tenantId,
      stream.streamId,
      stream.category,
      typeof expected === 'number' ? expected : EXPECTED_CODES[expected],
      events.map((event) => event.id),
      events.map((event) => event.type),
      events.map((event) => event.schemaVersion),
      events.map((event) => event.topic),
      events.map(serialise),
      events.map((event) => JSON.stringify(event.metadata)),
      events.map((event) => event.recordedAt),
    ],
  );
  const row = rows[0];
  const version = Number(row?.stream_version);
  if (row?.outcome === 'id-reused') {
    throw new EddaError(
      'conflict',
      'EVENT_ID_REUSED',
      `An event for stream ${stream.streamId} carries an id that stands elsewhere in the log: ${events.map((e) => e.id).join(', ')}.`,
    );
  }
  if (row?.outcome === 'conflict') return { ok: false, conflict: { ...stream, expected, actual: version } };
  return { ok: true, version, position: Number(row?.last_position), repeated: row?.outcome === 'repeated' };
}

/** Appends commands and replies: records of the log that have no place in a stream. A known id is left as it is. */
export async function appendOutgoing(client: SqlClient, messages: readonly PendingMessage[]): Promise<void> {
  await client.query(
    `insert into events (id, kind, tenant_id, stream_id, category, type, schema_version, topic, data, metadata, recorded_at)
     select m.id, m.kind, m.tenant_id, m.stream_id, m.category, m.type, m.schema_version, m.topic,
            m.data::json, m.metadata::json, m.recorded_at
       from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                   $9::text[], $10::text[], $11::timestamptz[])
            with ordinality as m (id, kind, tenant_id, stream_id, category, type, schema_version, topic, data, metadata,
                                  recorded_at, ord)
      order by m.ord
     on conflict (id) do nothing`,
    [
      messages.map((message) => message.id),
      messages.map((message) => message.kind),
      messages.map((message) => message.tenantId),
      messages.map((message) => message.streamId),
      messages.map((message) => message.category),
      messages.map((message) => message.type),
      messages.map((message) => message.schemaVersion),
      messages.map((message) => message.topic),
      messages.map(serialise),
      messages.map((message) => JSON.stringify(message.metadata)),
      messages.map((message) => message.recordedAt),
    ],
  );
}

function serialise(message: PendingMessage): string {
  const json = JSON.stringify(message.data);
  const bytes = Buffer.byteLength(json);
  if (bytes > MAX_EVENT_BYTES) {
    throw new EddaError(
      'too-large',
      'EVENT_TOO_LARGE',
      `The data of ${message.type} takes ${bytes} bytes, at most ${MAX_EVENT_BYTES} fit: store the body and refer to it.`,
    );
  }
  return json;
}
