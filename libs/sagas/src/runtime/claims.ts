import type { SqlClient } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import { fromInbox, type InboxJson, type InboxMessage } from '../inbox/inbox-message.js';
import { messagesOf } from '../inbox/inbox-statements.js';
import { INSTANCE_COLUMNS, toInstanceRow, type InstanceRow, type StoredInstance } from './instance-row.js';
import { toProgress, type Progress, type ProgressJson } from './progress.js';

/** An instance that this worker has taken on. */
export interface Claimed {
  readonly row: InstanceRow;
  readonly messages: readonly InboxMessage[];
  readonly progress: Progress;
}

export interface Claim {
  readonly claimed: readonly Claimed[];
  /** The time of the database, in milliseconds since 1970. */
  readonly now: number;
}

/** Why an instance is looked for. */
export type ClaimReason = 'messages' | 'due' | 'abandoned';

/** Nobody's, of a version that this build has, and not left alone after a failure. */
const FREE = `s.owner is null and (s.not_before is null or s.not_before <= now())
  and (s.saga, s.version) in (select * from unnest($3::text[], $4::text[]))`;

/** `now()` stands still during a statement, so that an index can be asked for it. */
const CANDIDATES: Readonly<Record<ClaimReason, string>> = {
  // One row for each instance: those behind are found by the next look.
  messages: `
    select s.id, 0 as place from saga_instances s
     where ${FREE} and s.id in (
       select i.instance_id from saga_inbox i
        where not i.waiting and exists (
          select from saga_instances f
           where f.id = i.instance_id and f.owner is null and (f.not_before is null or f.not_before <= now())
             and (f.saga, f.version) in (select * from unnest($3::text[], $4::text[])))
        order by i.seq limit 8 * $2)
     limit $2 for update skip locked`,
  due: `
    select s.id, row_number() over () as place from (
      select s.id from saga_instances s
       where ${FREE} and s.wake_at <= now()
       order by s.wake_at limit $2 for update skip locked) s`,
  abandoned: `
    select s.id, 0 as place from saga_instances s
     where s.owner is not null and (s.saga, s.version) in (select * from unnest($3::text[], $4::text[]))
       and not exists (select from saga_workers w where w.id = s.owner and w.expires_at > now())
     limit $2 for update skip locked`,
};

const claimSql = (candidates: string): string => `
  with candidates as materialized (${candidates}),
  claimed as (
    update saga_instances s set owner = $1 from candidates c where s.id = c.id
    returning c.place, ${INSTANCE_COLUMNS}, s.wake_at)
  select s.*, (extract(epoch from now()) * 1000)::float8 as now, ${messagesOf('s.id')} as messages,
         (select json_agg(json_build_object('step', p.step, 'round', p.round, 'index', p.index, 'value', p.value))
            from saga_progress p where p.instance_id = s.id) as progress
    from claimed s order by s.place, s.wake_at, s.id`;

const SQL: Readonly<Record<ClaimReason, string>> = {
  messages: claimSql(CANDIDATES.messages),
  due: claimSql(CANDIDATES.due),
  abandoned: claimSql(CANDIDATES.abandoned),
};

/** Takes instances on, those that have waited for the longest time first; at most `most`. */
export async function claim(
  client: SqlClient,
  reason: ClaimReason,
  { worker, most, versions }: { worker: Uuid; most: number; versions: [string[], string[]] },
): Promise<Claim> {
  const rows = await client.query<
    StoredInstance & { now: number; messages: InboxJson[] | null; progress: ProgressJson[] | null }
  >(SQL[reason], [worker, most, ...versions], `edda-saga-claim-${reason}`);
  return {
    claimed: rows.map((row) => ({
      row: toInstanceRow(row),
      messages: (row.messages ?? []).map(fromInbox),
      progress: toProgress(row.progress ?? []),
    })),
    now: rows[0]?.now ?? 0,
  };
}

/** When the next instance of a version that this build has is due, in milliseconds since 1970 by the clock of the database, with what that says now. */
export async function nextDue(
  client: SqlClient,
  versions: [string[], string[]],
): Promise<{ now: number; due: number | null }> {
  const [row] = await client.query<{ now: number; due: number | null }>(
    `select (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
            (select (extract(epoch from s.wake_at) * 1000)::float8 from saga_instances s
              where s.owner is null and s.wake_at is not null
                and (s.saga, s.version) in (select * from unnest($1::text[], $2::text[]))
              order by s.wake_at limit 1) as due`,
    versions,
    'edda-saga-next-due',
  );
  return row ?? { now: Date.now(), due: null };
}

/** What has arrived for instances that are in hand. */
export async function messagesFor(
  client: SqlClient,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, readonly InboxMessage[]>> {
  if (ids.length === 0) return new Map();
  const rows = await client.query<{ id: Uuid; messages: InboxJson[] | null }>(
    `select s.id, ${messagesOf('s.id')} as messages from unnest($1::uuid[]) as s (id)`,
    [ids],
    'edda-saga-messages',
  );
  return new Map(rows.map(({ id, messages }) => [id, (messages ?? []).map(fromInbox)]));
}
