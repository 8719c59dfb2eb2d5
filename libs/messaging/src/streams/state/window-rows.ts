import type { SqlClient } from '@edda/event-store';
import type { AggregateState } from '../aggregators/aggregation.js';
import type { Entry, OpenWindow } from '../windows/open-window.js';
import { windowsAt, type Bounds, type WindowSpec } from '../windows/window-spec.js';

export const WINDOW_COLUMNS = [
  'tenant_id',
  'key',
  'window_start',
  'window_end',
  'state',
  'is_closed',
  'revision',
  'emitted',
] as const;

/** The range that the start of a window is looked for in. */
interface StartRange {
  readonly low: Date | string;
  readonly high: Date | string;
}

const ANY_START: readonly StartRange[] = [{ low: '-infinity', high: 'infinity' }];

/** The windows that entries may fall in, locked in the order of their keys; of sessions all that have not expired. */
export async function windowsOf(
  client: SqlClient,
  pipeline: string,
  entries: readonly Entry[],
  spec: WindowSpec,
  expiredAt: Date,
): Promise<OpenWindow[]> {
  const places = entries.flatMap(({ tenantId, key, time }) => {
    const starts = spec.kind === 'session' ? ANY_START : windowsAt(spec, time).map(({ start }) => exactly(start));
    return starts.map((start) => ({ tenantId, key, ...start }));
  });
  const distinct = [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
  const rows = await client.query<WindowRow>(
    `select ${WINDOW_COLUMNS.map((column) => `known.${column}`).join()}
       from unnest($3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[]) as place (tenant_id, key, low, high)
       join stream_windows as known
         on known.pipeline = $1 and known.tenant_id = place.tenant_id and known.key = place.key
            and known.window_start between place.low and place.high
      where known.window_end > $2
      order by known.tenant_id, known.key, known.window_start for update of known`,
    [
      pipeline,
      expiredAt,
      distinct.map(({ tenantId }) => tenantId),
      distinct.map(({ key }) => key),
      distinct.map(({ low }) => low),
      distinct.map(({ high }) => high),
    ],
  );
  return rows.map(toWindow);
}

/** Writes windows that are new or have changed. */
export async function saveWindows(client: SqlClient, pipeline: string, windows: readonly OpenWindow[]): Promise<void> {
  if (windows.length === 0) return;
  await client.query(
    `insert into stream_windows as known
       (pipeline, tenant_id, key, window_start, window_end, state, is_changed, is_closed, revision, emitted)
     select $1, tenant_id, key, window_start, window_end, state::json, true, is_closed, revision, emitted::json
       from unnest($2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::bool[], $8::int[],
                   $9::text[]) as changed (tenant_id, key, window_start, window_end, state, is_closed, revision, emitted)
     on conflict (pipeline, tenant_id, key, window_start) do update
       set window_end = excluded.window_end, state = excluded.state, is_changed = true, is_closed = excluded.is_closed,
           revision = excluded.revision, emitted = excluded.emitted`,
    [
      pipeline,
      windows.map(({ tenantId }) => tenantId),
      windows.map(({ key }) => key),
      windows.map(({ start }) => new Date(start)),
      windows.map(({ end }) => new Date(end)),
      windows.map(({ state }) => JSON.stringify(state)),
      windows.map(({ isClosed }) => isClosed),
      windows.map(({ revision }) => revision),
      windows.map(({ emitted }) => JSON.stringify(emitted)),
    ],
  );
}

export async function removeWindows(
  client: SqlClient,
  pipeline: string,
  windows: readonly OpenWindow[],
): Promise<void> {
  if (windows.length === 0) return;
  await client.query(
    `delete from stream_windows
      where pipeline = $1
        and (tenant_id, key, window_start) in (select * from unnest($2::text[], $3::text[], $4::timestamptz[]))`,
    [
      pipeline,
      windows.map(({ tenantId }) => tenantId),
      windows.map(({ key }) => key),
      windows.map(({ start }) => new Date(start)),
    ],
  );
}

/** Removes windows that have expired and were handed over. @returns how many */
export async function removeExpired(
  client: SqlClient,
  pipeline: string,
  expiredAt: Date,
  limit: number,
): Promise<number> {
  const [row] = await client.query<{ removed: number }>(
    `with expired as (
       select ctid from stream_windows
        where pipeline = $1 and is_closed and not is_changed and window_end <= $2
        order by window_end limit $3 for update skip locked
     ), removed as (
       delete from stream_windows where ctid = any(array(select ctid from expired)) returning 1
     ) select count(*)::int as removed from removed`,
    [pipeline, expiredAt, limit],
  );
  return row?.removed ?? 0;
}

/** A window as it lies in the table. */
export interface WindowRow {
  tenant_id: string;
  key: string;
  window_start: Date;
  window_end: Date;
  state: AggregateState;
  is_closed: boolean;
  revision: number;
  emitted: Bounds[];
}

export function toWindow(row: WindowRow): OpenWindow {
  return {
    tenantId: row.tenant_id,
    key: row.key,
    start: row.window_start.getTime(),
    end: row.window_end.getTime(),
    state: row.state,
    isClosed: row.is_closed,
    revision: row.revision,
    emitted: row.emitted,
  };
}

function exactly(start: number): StartRange {
  return { low: new Date(start), high: new Date(start) };
}
