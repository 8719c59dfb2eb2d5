import type { RecordedMessage, StreamName } from '../recorded-message.js';
import type { SqlClient } from '../sql-client.js';
import { EVENT_COLUMNS, toRecorded, type EventRow } from './row.js';

/** The events of a stream behind version `after`, oldest first. */
export async function readStream(
  client: SqlClient,
  { tenantId, streamId }: Pick<StreamName, 'tenantId' | 'streamId'>,
  after = 0,
): Promise<RecordedMessage[]> {
  const rows = await client.query<EventRow>(
    `select ${EVENT_COLUMNS} from events where tenant_id = $1 and stream_id = $2 and version > $3 order by version`,
    [tenantId, streamId, after],
  );
  return rows.map(toRecorded);
}
