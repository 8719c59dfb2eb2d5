import type { MessageCodec } from '../codec/message-codec.js';
import type { ReadOptions } from '../event-store.js';
import type { RecordedMessage } from '../recorded-message.js';
import { toRecorded, type StoredRow } from './row.js';

/**
 * One event after the other from pages of rows.
 *
 * @param begin makes the pages when the first event is asked for; what it throws ends the iteration
 */
export async function* iterateEvents(
  codec: MessageCodec,
  { raw, signal }: ReadOptions,
  begin: () => AsyncIterable<readonly StoredRow[]>,
): AsyncIterableIterator<RecordedMessage> {
  signal?.throwIfAborted();
  for await (const rows of begin()) {
    const recorded = rows.map(toRecorded);
    for (const event of raw ? recorded : await codec.decode(recorded)) {
      signal?.throwIfAborted();
      yield event;
    }
  }
  signal?.throwIfAborted();
}
