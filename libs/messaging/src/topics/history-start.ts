import type { RecordedJson, SqlClient } from '@edda/event-store';
import { keyOf } from '../relay/refused-record.js';

/**
 * Those of successive events of which the log holds no earlier public event of the stream, though there was one: it was
 * truncated or its retention was over. Receivers take such an event as the start of its stream.
 */
export async function historyStarts(client: SqlClient, events: readonly RecordedJson[]): Promise<Set<RecordedJson>> {
  const here = new Set(events.map((event) => placeOf(event, event.version)));
  const open = events.filter(
    (event) => (event.previousPublic ?? 0) > 0 && !here.has(placeOf(event, event.previousPublic)),
  );
  if (open.length === 0) return new Set();
  const rows = await client.query<{ ord: string }>(
    `select ord from unnest($1::text[], $2::text[], $3::bigint[]) with ordinality as p (tenant_id, stream_id, version, ord)
      where not exists (
        select from events e where e.tenant_id = p.tenant_id and e.stream_id = p.stream_id and e.version = p.version)`,
    [
      open.map(({ tenantId }) => tenantId),
      open.map(({ streamId }) => streamId),
      open.map(({ previousPublic }) => previousPublic),
    ],
  );
  return new Set(rows.flatMap(({ ord }) => open[Number(ord) - 1] ?? []));
}

function placeOf(event: RecordedJson, version: number | null): string {
  return `${version}@${keyOf(event)}`;
}
