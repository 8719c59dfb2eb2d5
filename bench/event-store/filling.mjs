import { metadata, SCHEMA_VERSION, someOrders, TYPE } from './order-placed.mjs';

export const EVENTS_PER_STREAM = 10;
const STREAMS_PER_STATEMENT = 5_000;

/** Streams of ten events in the shape that appending gives them: ids and stream ids grow with time, as Edda's do. */
const FILL_SQL = `
  with new_streams as materialized (
    select number, 'order-' || uuidv7() as stream_id from generate_series(1, $1) as number
  ), stream_rows as (
    insert into streams (tenant_id, stream_id, category, version, public_version)
    select 'default', stream_id, 'order', ${EVENTS_PER_STREAM}, ${EVENTS_PER_STREAM} from new_streams
  )
  insert into events (id, kind, tenant_id, stream_id, category, version, previous_public,
                      type, schema_version, topic, data, metadata, recorded_at)
  select uuidv7(), 'event', 'default', stream_id, 'order', version, version - 1,
         '${TYPE}', '${SCHEMA_VERSION}', 'content_events', $2::json,
         replace($3, '$id', uuidv7()::text)::json, now()
    from new_streams cross join generate_series(1, ${EVENTS_PER_STREAM}) as version
   order by number, version`;

/**
 * Fills a log up to a number of events, faster than appending could.
 *
 * @param {import('typeorm').DataSource} dataSource
 * @param {(events: number) => void} [progress] told how many there are
 */
export async function fill(dataSource, events, progress = () => undefined) {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query('set synchronous_commit = off');
    const [{ count }] = await runner.query('select count(*) from events');
    const [data] = someOrders(1);
    const template = { ...metadata(), correlationId: '$id' };
    for (let there = Number(count); there < events;) {
      const streams = Math.min(STREAMS_PER_STATEMENT, Math.ceil((events - there) / EVENTS_PER_STREAM));
      await runner.query(FILL_SQL, [streams, JSON.stringify(data), JSON.stringify(template)]);
      there += streams * EVENTS_PER_STREAM;
      progress(there);
    }
    await runner.query('set synchronous_commit = on');
    await runner.query('vacuum (analyze) events, streams');
  } finally {
    await runner.release();
  }
}
