import type { SqlClient } from '@edda/event-store';
import type { TopicPartition } from '../../broker/broker.js';
import type { PartitionTime } from '../watermark.js';

/** What a process has heard of a partition. */
export interface HeardTime extends TopicPartition {
  /** The latest event time, in milliseconds since 1970; null when there is nothing newer. */
  readonly time: number | null;
}

/** Notes partitions that were heard of. Event time never goes back. */
export async function saveTimes(
  client: SqlClient,
  pipeline: string,
  heard: readonly HeardTime[],
  now: Date,
): Promise<void> {
  if (heard.length === 0) return;
  await client.query(
    `insert into stream_partitions as known (pipeline, topic, partition, event_time, heard_at)
     select $1, topic, partition, event_time, $2
       from unnest($3::text[], $4::int[], $5::timestamptz[]) as heard (topic, partition, event_time)
      order by topic, partition
     on conflict (pipeline, topic, partition) do update
       set event_time = greatest(known.event_time, excluded.event_time),
           heard_at = greatest(known.heard_at, excluded.heard_at)`,
    [
      pipeline,
      now,
      heard.map(({ topic }) => topic),
      heard.map(({ partition }) => partition),
      heard.map(({ time }) => (time === null ? null : new Date(time))),
    ],
  );
}

export async function timesOf(client: SqlClient, pipeline: string): Promise<PartitionTime[]> {
  const rows = await client.query<{ event_time: Date | null; heard_at: Date }>(
    'select event_time, heard_at from stream_partitions where pipeline = $1',
    [pipeline],
  );
  return rows.map((row) => ({ eventTime: row.event_time?.getTime() ?? null, heardAt: row.heard_at.getTime() }));
}
