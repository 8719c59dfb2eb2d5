import { currentContext } from '@edda/kernel';
import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadStreamOptions } from '../event-store.js';
import type { RecordedMessage, StreamId } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { iterateEvents } from './iterate-events.js';
import { readAhead } from './read-ahead.js';
import { DEFAULT_BATCH_SIZE, readPlan, type ReadPlan } from './read-options.js';
import { EVENT_COLUMNS, toRecorded, type StoredRow } from './row.js';
import { assertOwnTenant } from './tenant-access.js';

/** The events of a stream behind version `after`, oldest first, as stored. */
export async function readStream(
  client: SqlClient,
  { tenantId, streamId }: StreamId,
  after = 0,
): Promise<RecordedMessage[]> {
  const rows = await client.query<object>(
    `select ${EVENT_COLUMNS} from events e where e.tenant_id = $1 and e.stream_id = $2 and e.version > $3 order by e.version`,
    [tenantId, streamId, after],
  );
  return rows.map((row) => toRecorded(Object.values(row) as StoredRow));
}

/** The events of one stream, page by page. The tenant is that of the execution context at the time of the call. */
export function readStreamPages(
  client: SqlClient,
  codec: MessageCodec,
  stream: StreamId,
  options: ReadStreamOptions,
): AsyncIterableIterator<RecordedMessage> {
  const context = currentContext();
  return iterateEvents(codec, options, () => {
    assertOwnTenant(stream, context);
    const table = options.archived ? WITH_ARCHIVE : 'events';
    return readAhead(streamPages(client, stream, table, readPlan(options)));
  });
}

const COLUMNS =
  'position, id, kind, tenant_id, stream_id, category, version, previous_public, type, schema_version, topic, data, metadata, recorded_at';

/** One statement over both, because the events of a stream lie in both of them while it is being moved. */
const WITH_ARCHIVE = `(select ${COLUMNS} from events union all select ${COLUMNS} from archived_events)`;

async function* streamPages(
  client: SqlClient,
  stream: StreamId,
  table: string,
  plan: ReadPlan,
): AsyncGenerator<StoredRow[]> {
  let { low, high } = plan;
  for (let left = plan.limit; left > 0 && low <= high;) {
    const size = Math.min(plan.batchSize, left);
    const rows = await client.query<object>(
      `select ${EVENT_COLUMNS} from ${table} e
        where e.tenant_id = $1 and e.stream_id = $2 and e.version between $3 and $4
        order by e.version ${plan.forward ? 'asc' : 'desc'} limit ${size}`,
      [stream.tenantId, stream.streamId, low, high],
      // What every aggregate is loaded by is worth being prepared.
      table === 'events' && size === DEFAULT_BATCH_SIZE ? `edda-stream-${plan.forward ? 'on' : 'back'}` : undefined,
    );
    const page = rows.map((row) => Object.values(row) as StoredRow);
    const last = page.at(-1);
    if (last) yield page;
    if (!last || page.length < size) return;
    left -= page.length;
    if (plan.forward) low = Number(last[6]) + 1;
    else high = Number(last[6]) - 1;
  }
}
