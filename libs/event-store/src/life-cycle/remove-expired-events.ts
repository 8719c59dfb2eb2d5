import type { SqlClient } from '../sql-client.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Expired, RetentionResult } from './apply-retention.js';
import { lockStreams, type StreamKey } from './lock-streams.js';

const PAGE = 500;

/** Single events and outgoing messages, in the order of the log, up to the first one that is kept. */
export async function removeExpiredEvents(
  unitOfWork: UnitOfWork,
  expired: Expired,
  signal?: AbortSignal,
): Promise<Pick<RetentionResult, 'streams' | 'events'>> {
  let events = 0;
  while (!signal?.aborted) {
    const outcome = await unitOfWork.run(async () => removePage(await unitOfWork.manager(), expired));
    if (!outcome.committed || outcome.value === 0) break;
    events += outcome.value;
  }
  return { streams: 0, events };
}

async function removePage(client: SqlClient, { category, before, upTo }: Expired): Promise<number> {
  // Two processes that delete the same rows in different orders would block each other.
  const [turn] = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtextextended('edda:retention', 0)) as mine`,
  );
  if (!turn?.mine) return 0;
  const page = await client.query<StreamKey & { position: string; version: string | null; expired: boolean }>(
    `select position, tenant_id, stream_id, version, recorded_at < $2 as expired from events
      where (category, position) >= ($1, 0) and (category, position) <= ($1, $3)
      order by category, position limit ${PAGE}`,
    [category, before, upTo],
  );
  const firstKept = page.findIndex(({ expired }) => !expired);
  const expired = firstKept < 0 ? page : page.slice(0, firstKept);
  const locked = new Set(
    (
      await lockStreams(
        client,
        expired.filter(({ version }) => version),
      )
    ).map(keyOf),
  );
  const removable = expired.filter((event) => !event.version || locked.has(keyOf(event)));
  if (removable.length === 0) return 0;
  await client.query(`delete from events where position = any($1::bigint[])`, [
    removable.map(({ position }) => position),
  ]);
  const cut = removable.filter(({ version }) => version);
  await client.query(
    `update streams s set first_version = greatest(s.first_version, c.version + 1)
       from (select tenant_id, stream_id, max(version) as version
               from unnest($1::text[], $2::text[], $3::bigint[]) as u (tenant_id, stream_id, version) group by 1, 2) c
      where s.tenant_id = c.tenant_id and s.stream_id = c.stream_id`,
    [cut.map(({ tenant_id }) => tenant_id), cut.map(({ stream_id }) => stream_id), cut.map(({ version }) => version)],
  );
  return removable.length;
}

function keyOf({ tenant_id, stream_id }: StreamKey): string {
  return JSON.stringify([tenant_id, stream_id]);
}
