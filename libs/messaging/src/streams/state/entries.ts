import type { SqlClient } from '@edda/event-store';
import type { AggregateState } from '../aggregators/aggregation.js';
import type { Contribution, Entry } from '../windows/open-window.js';

/** Notes contributions: they are merged into their windows later, so that handlers of one key do not wait for another. */
export async function addEntries(
  client: SqlClient,
  pipeline: string,
  { tenantId, time }: { tenantId: string; time: number },
  contributions: readonly Contribution[],
): Promise<void> {
  await client.query(
    `insert into stream_entries (pipeline, tenant_id, key, event_time, state, value)
     select $1, $2, key, $3, state::json, value::json
       from unnest($4::text[], $5::text[], $6::text[]) as entry (key, state, value)`,
    [
      pipeline,
      tenantId,
      new Date(time),
      contributions.map(({ key }) => key),
      contributions.map(({ state }) => JSON.stringify(state)),
      contributions.map(({ value }) => (value === undefined ? null : (JSON.stringify(value) ?? null))),
    ],
  );
}

/** Takes entries out, the oldest first. */
export async function takeEntries(client: SqlClient, pipeline: string, limit: number): Promise<Entry[]> {
  const rows = await client.query<EntryRow>(
    `with taken as (
       delete from stream_entries
        where id in (select id from stream_entries where pipeline = $1 and not is_late order by id limit $2)
       returning id, tenant_id, key, event_time, state, value
     ) select * from taken order by id`,
    [pipeline, limit],
  );
  return rows.map(toEntry);
}

/** Keeps late entries until they have been told. */
export async function keepLate(client: SqlClient, pipeline: string, late: readonly Entry[]): Promise<void> {
  if (late.length === 0) return;
  await client.query(
    `insert into stream_entries (pipeline, tenant_id, key, event_time, state, value, is_late)
     select $1, tenant_id, key, event_time, '{}', value::json, true
       from unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) as entry (tenant_id, key, event_time, value)`,
    [
      pipeline,
      late.map(({ tenantId }) => tenantId),
      late.map(({ key }) => key),
      late.map(({ time }) => new Date(time)),
      late.map(({ value }) => JSON.stringify(value ?? null)),
    ],
  );
}

/** Late entries whose time to be told has come, locked. */
export async function lateEntries(client: SqlClient, pipeline: string, now: Date, limit: number): Promise<Entry[]> {
  const rows = await client.query<EntryRow>(
    `select id, tenant_id, key, event_time, state, value from stream_entries
      where pipeline = $1 and is_late and (retry_at is null or retry_at <= $2)
      order by id limit $3 for update skip locked`,
    [pipeline, now, limit],
  );
  return rows.map(toEntry);
}

export async function removeEntries(client: SqlClient, ids: readonly string[]): Promise<void> {
  await client.query('delete from stream_entries where id = any($1::bigint[])', [ids]);
}

/** Leaves a late entry alone for a while: a second, twice as long each time, up to about a quarter of an hour. */
export async function putEntryOff(client: SqlClient, id: string, now: Date): Promise<void> {
  await client.query(
    `update stream_entries
        set failures = failures + 1, retry_at = $2::timestamptz + power(2, least(failures, 10)) * interval '1 second'
      where id = $1`,
    [id, now],
  );
}

/** Whether more than `limit` entries lie there. */
export async function areMoreThan(client: SqlClient, pipeline: string, limit: number): Promise<boolean> {
  const rows = await client.query('select 1 from stream_entries where pipeline = $1 offset $2 limit 1', [
    pipeline,
    limit,
  ]);
  return rows.length > 0;
}

interface EntryRow {
  id: string;
  tenant_id: string;
  key: string;
  event_time: Date;
  state: AggregateState;
  value: unknown;
}

function toEntry({ id, tenant_id, key, event_time, state, value }: EntryRow): Entry {
  return { id, tenantId: tenant_id, key, time: event_time.getTime(), state, value };
}
