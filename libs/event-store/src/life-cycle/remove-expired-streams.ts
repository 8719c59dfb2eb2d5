import type { SqlClient } from '../sql-client.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Expired, RetentionResult } from './apply-retention.js';
import { lockStreams, type StreamKey } from './lock-streams.js';

const PAGE = 500;

type Removed = Pick<RetentionResult, 'streams' | 'events'>;

/** Whole streams, archived ones too, whose last event is expired. An append to one begins a new stream afterwards. */
export async function removeExpiredStreams(
  unitOfWork: UnitOfWork,
  expired: Expired,
  signal?: AbortSignal,
): Promise<Removed> {
  const removed = { streams: 0, events: 0 };
  for (let after: StreamKey = { tenant_id: '', stream_id: '' }; !signal?.aborted;) {
    const page = await unitOfWork.reader().query<StreamKey>(
      `select tenant_id, stream_id from streams
        where category = $1 and (tenant_id, stream_id) > ($2, $3) order by tenant_id, stream_id limit ${PAGE}`,
      [expired.category, after.tenant_id, after.stream_id],
    );
    const last = page.at(-1);
    if (!last) break;
    after = last;
    const outcome = await unitOfWork.run(async () => removeExpiredAmong(await unitOfWork.manager(), page, expired));
    if (!outcome.committed) continue;
    removed.streams += outcome.value.streams;
    removed.events += outcome.value.events;
  }
  return removed;
}

async function removeExpiredAmong(
  client: SqlClient,
  page: readonly StreamKey[],
  { before, upTo }: Expired,
): Promise<Removed> {
  const locked = await lockStreams(client, page);
  // A statement of its own: the one that locks does not see what was committed while it did.
  const rows = await client.query<{ streams: string; events: string }>(
    `with expired as (
       select s.tenant_id, s.stream_id from unnest($1::text[], $2::text[]) as p (tenant_id, stream_id)
         join streams s using (tenant_id, stream_id)
        where not exists (select from events e
                           where e.tenant_id = s.tenant_id and e.stream_id = s.stream_id and e.version = s.version
                             and (e.recorded_at >= $3 or e.position > $4))
          and not exists (select from archived_events a
                           where a.tenant_id = s.tenant_id and a.stream_id = s.stream_id and a.version = s.version
                             and a.recorded_at >= $3)
     ), gone_events as (
       delete from events e using expired x
        where e.tenant_id = x.tenant_id and e.stream_id = x.stream_id and e.version is not null returning 1
     ), gone_archived as (
       delete from archived_events a using expired x
        where a.tenant_id = x.tenant_id and a.stream_id = x.stream_id returning 1
     ), gone_snapshots as (
       delete from snapshots s using expired x where s.tenant_id = x.tenant_id and s.stream_id = x.stream_id
     ), gone_streams as (
       delete from streams s using expired x where s.tenant_id = x.tenant_id and s.stream_id = x.stream_id returning 1
     )
     select (select count(*) from gone_streams) as streams,
            (select count(*) from gone_events) + (select count(*) from gone_archived) as events`,
    [locked.map(({ tenant_id }) => tenant_id), locked.map(({ stream_id }) => stream_id), before, upTo],
  );
  return { streams: Number(rows[0]?.streams ?? 0), events: Number(rows[0]?.events ?? 0) };
}
