import type { SqlClient } from '@edda/event-store';
import { days } from '../duration.js';

/** So long a stream may be away and go on where it was. */
const KEPT_UNUSED = days(30);

/** Removes the state of streams that nobody has run for 30 days. */
export async function forgetUnused(client: SqlClient, now: Date): Promise<void> {
  await client.query(
    `with unused as (delete from stream_pipelines where used_at < $1 returning pipeline),
          windows as (delete from stream_windows where pipeline in (select pipeline from unused)),
          entries as (delete from stream_entries where pipeline in (select pipeline from unused))
     delete from stream_partitions where pipeline in (select pipeline from unused)`,
    [new Date(now.getTime() - KEPT_UNUSED)],
  );
}
