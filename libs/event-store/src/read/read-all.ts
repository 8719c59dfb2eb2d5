import { contextOrNew } from '@edda/kernel';
import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadAllOptions } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { finalPosition } from './fence.js';
import { eventCondition } from './event-condition.js';
import { EVENT_COLUMNS, toRecorded, type EventRow } from './row.js';

const BATCH_SIZE = 500;

/** The events of the log up to where it is final at the start of the iteration. */
export async function* readAll(
  client: SqlClient,
  codec: MessageCodec,
  options: ReadAllOptions,
): AsyncIterableIterator<RecordedMessage> {
  const { direction = 'forward', batchSize = BATCH_SIZE, signal, raw, limit = Infinity, from = 1 } = options;
  const tenantId = options.tenantId ?? (options.allTenants ? undefined : contextOrNew().tenantId);
  const filter = eventCondition({ ...options, tenantId }, 3);
  const forward = direction === 'forward';
  let low = from;
  let high = Math.min(options.to ?? Infinity, await finalPosition(client, 0, signal));
  for (let left = limit; left > 0 && low <= high;) {
    signal?.throwIfAborted();
    const size = Math.min(batchSize, left);
    const rows = await client.query<EventRow>(
      `select ${EVENT_COLUMNS} from events where position between $1 and $2 and ${filter.sql}
        order by position ${forward ? 'asc' : 'desc'} limit ${size}`,
      [low, high, ...filter.parameters],
    );
    const messages = rows.map(toRecorded);
    yield* raw ? messages : await codec.decode(messages);
    const last = messages.at(-1);
    if (!last || messages.length < size) return;
    left -= messages.length;
    if (forward) low = last.position + 1;
    else high = last.position - 1;
  }
}
