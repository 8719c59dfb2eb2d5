import type { SqlClient } from '@edda/event-store';
import type { OpenWindow } from '../windows/open-window.js';
import { toWindow, WINDOW_COLUMNS, type WindowRow } from './window-rows.js';

/** Which windows must be handed over. */
export interface DueOptions {
  readonly watermark: Date;
  /** Also those that have changed and not ended. */
  readonly early: boolean;
  readonly now: Date;
  readonly limit: number;
}

/** Windows to be handed over, locked; those that end first come first. */
export async function dueWindows(client: SqlClient, pipeline: string, options: DueOptions): Promise<OpenWindow[]> {
  const rows = await client.query<WindowRow>(
    `select ${WINDOW_COLUMNS.join()} from stream_windows
      where pipeline = $1 and (is_changed or not is_closed) and (window_end <= $2 or ($3 and is_changed))
        and (retry_at is null or retry_at <= $4)
      order by window_end, tenant_id, key limit $5 for update skip locked`,
    [pipeline, options.watermark, options.early, options.now, options.limit],
  );
  return rows.map(toWindow);
}

/** Notes that windows were handed over. */
export async function noteEmitted(
  client: SqlClient,
  pipeline: string,
  windows: readonly OpenWindow[],
  watermark: Date,
): Promise<void> {
  await client.query(
    `update stream_windows as known
        set is_changed = false, is_closed = known.is_closed or known.window_end <= $5, revision = known.revision + 1,
            emitted = emission.emitted::json, failures = 0, retry_at = null
       from unnest($2::text[], $3::text[], $4::timestamptz[], $6::text[])
              as emission (tenant_id, key, window_start, emitted)
      where known.pipeline = $1 and known.tenant_id = emission.tenant_id and known.key = emission.key
        and known.window_start = emission.window_start`,
    [
      pipeline,
      windows.map(({ tenantId }) => tenantId),
      windows.map(({ key }) => key),
      windows.map(({ start }) => new Date(start)),
      watermark,
      windows.map(({ start, end }) => JSON.stringify([{ start, end }])),
    ],
  );
}

/** Leaves a window alone for a while: a second, twice as long each time, up to about a quarter of an hour. */
export async function putWindowOff(
  client: SqlClient,
  pipeline: string,
  { tenantId, key, start }: OpenWindow,
  now: Date,
): Promise<void> {
  await client.query(
    `update stream_windows
        set failures = failures + 1, retry_at = $5::timestamptz + power(2, least(failures, 10)) * interval '1 second'
      where pipeline = $1 and tenant_id = $2 and key = $3 and window_start = $4`,
    [pipeline, tenantId, key, new Date(start), now],
  );
}

/** Whether there are windows that have not ended, or must be handed over. */
export async function someAreOpen(client: SqlClient, pipeline: string): Promise<boolean> {
  const rows = await client.query(
    'select 1 from stream_windows where pipeline = $1 and (is_changed or not is_closed) limit 1',
    [pipeline],
  );
  return rows.length > 0;
}
