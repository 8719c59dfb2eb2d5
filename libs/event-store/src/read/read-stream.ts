import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadStreamOptions } from '../event-store.js';
import type { RecordedMessage, StreamId } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { EVENT_COLUMNS, toRecorded, type EventRow } from './row.js';

const MAX_VERSION = Number.MAX_SAFE_INTEGER;

/** The events of a stream behind version `after`, oldest first. */
export async function readStream(
  client: SqlClient,
  { tenantId, streamId }: StreamId,
  after = 0,
): Promise<RecordedMessage[]> {
  const rows = await client.query<EventRow>(
    `select ${EVENT_COLUMNS} from events where tenant_id = $1 and stream_id = $2 and version > $3 order by version`,
    [tenantId, streamId, after],
  );
  return rows.map(toRecorded);
}

/** The events of one stream, page by page. */
export async function* readStreamPages(
  client: SqlClient,
  codec: MessageCodec,
  { tenantId, streamId }: StreamId,
  options: ReadStreamOptions,
): AsyncIterableIterator<RecordedMessage> {
  const { direction = 'forward', from = 1, to = MAX_VERSION, limit = Infinity, batchSize = 500, signal, raw } = options;
  const forward = direction === 'forward';
  let low = from;
  let high = to;
  for (let left = limit; left > 0 && low <= high;) {
    signal?.throwIfAborted();
    const size = Math.min(batchSize, left);
    const rows = await client.query<EventRow>(
      `select ${EVENT_COLUMNS} from events where tenant_id = $1 and stream_id = $2 and version between $3 and $4
        order by version ${forward ? 'asc' : 'desc'} limit ${size}`,
      [tenantId, streamId, low, high],
    );
    const messages = rows.map(toRecorded);
    yield* raw ? messages : await codec.decode(messages);
    const last = messages.at(-1)?.version;
    if (!last || messages.length < size) return;
    left -= messages.length;
    if (forward) low = last + 1;
    else high = last - 1;
  }
}
