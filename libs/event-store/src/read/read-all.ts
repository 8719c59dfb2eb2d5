import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadAllOptions } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';
import { iterateEvents } from './iterate-events.js';
import type { LogConnections } from './log-connections.js';
import { finalNow } from './final.js';
import { logPages } from './log-pages.js';
import { readAhead } from './read-ahead.js';
import { assertFilter, readPlan } from './read-options.js';
import type { StoredRow } from './row.js';
import { tenantToRead } from './tenant-access.js';

/** The events of the log up to where it is final when the iteration begins; of the tenant at the time of the call. */
export function readAll(
  log: LogConnections,
  codec: MessageCodec,
  options: ReadAllOptions,
): AsyncIterableIterator<RecordedMessage> {
  const tenantId = tenantToRead(options);
  return iterateEvents(codec, options, () => readAhead(rowsToRead(log, options, tenantId)));
}

async function* rowsToRead(
  log: LogConnections,
  options: ReadAllOptions,
  tenantId: string | undefined,
): AsyncGenerator<readonly StoredRow[]> {
  const { forward, low, high, limit, batchSize } = readPlan(options);
  assertFilter(options);
  if (limit === 0 || low > high || hasNone(options)) return;
  const filter = { ...options, tenantId };
  const final = await finalNow(log, options.signal);
  options.signal?.throwIfAborted();
  let left = limit;
  const range = { filter, forward, low, high: Math.min(high, final.position), final };
  for await (const { rows } of logPages(log, { ...range, batchSize: Math.min(batchSize, limit) })) {
    options.signal?.throwIfAborted();
    if (rows.length === 0) continue;
    yield rows.length > left ? rows.slice(0, left) : rows;
    left -= rows.length;
    if (left <= 0) return;
  }
}

/** An empty list lets nothing through. */
function hasNone({ categories, types, kinds }: ReadAllOptions): boolean {
  return categories?.length === 0 || types?.length === 0 || kinds?.length === 0;
}
