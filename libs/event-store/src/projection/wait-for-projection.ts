import { EddaError, pause } from '@edda/kernel';
import type { SqlClient } from '../sql-client.js';
import { idOf, subscriptionOf } from './projection-id.js';
import type { Projection } from './projection.js';

export interface WaitForOptions {
  /** How long it may take, in milliseconds; 30,000 unless given. */
  timeoutMs?: number;
  signal?: AbortSignal;
}

const FIRST_LOOK_MS = 2;
const SLOWEST_LOOK_MS = 200;

/** Resolves when a projection has handled what concerns it up to a position. */
export async function waitForProjection(
  client: SqlClient,
  projection: Projection,
  position: number,
  { timeoutMs = 30_000, signal }: WaitForOptions,
): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (let look = FIRST_LOOK_MS; ; look = Math.min(look * 2, SLOWEST_LOOK_MS)) {
    signal?.throwIfAborted();
    if (await hasHandled(client, projection, position)) return;
    if (performance.now() >= end) {
      throw new EddaError(
        'unavailable',
        'PROJECTION_BEHIND',
        `Projection ${idOf(projection)} has not handled position ${position} within ${timeoutMs} ms: try again later.`,
      );
    }
    await pause(look, signal);
  }
}

async function hasHandled(client: SqlClient, projection: Projection, position: number): Promise<boolean> {
  const { name, version, types } = projection;
  const rows = await client.query<{ handled: boolean }>(
    `select p.status = 'inline' or not exists (
              select from events e
               where e.type = any($3) and e.position <= $4
                 and e.position > (select coalesce(min(c.position), 0) from checkpoints c where c.name = $5)
            ) as handled
       from projections p where p.name = $1 and p.version = $2`,
    [name, version, types, position, subscriptionOf(projection)],
  );
  return rows[0]?.handled === true;
}
