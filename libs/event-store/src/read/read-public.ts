import type { RecordedMessage } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { EVENT_COLUMNS, toRecorded, type EventRow } from './row.js';

/** The messages to publish with `after < position <= upTo`, in the order of the log. `upTo` must be behind the fence. */
export async function readPublic(
  client: SqlClient,
  after: number,
  upTo: number,
  limit: number,
): Promise<RecordedMessage[]> {
  const rows = await client.query<EventRow>(
    `select ${EVENT_COLUMNS} from events
      where topic is not null and position > $1 and position <= $2 order by position limit $3`,
    [after, upTo, limit],
  );
  return rows.map(toRecorded);
}
