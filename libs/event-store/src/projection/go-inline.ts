import { pause } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import { poolClient, type SqlClient } from '../sql-client.js';
import { BEHIND_EVERYTHING, placeCheckpoint } from './checkpoints.js';
import { lockAllNames, underNameLock } from './name-lock.js';
import { subscriptionOf } from './projection-id.js';
import { liveVersions, lockVersions, retire, setStatus } from './projection-row.js';
import type { Projection } from './projection.js';

/** More than this, and its subscription is left to catch up first. */
const FEW = 200;
/** How long appends may be held back while its subscription handles the last ones, in milliseconds. */
const PATIENCE_MS = 250;
/** Where appends come faster than they are handled, as many times as many may be left, and it may take as long. */
export const MAX_PATIENCE = 16;

/** It is inline; or it is not, with few left to handle, or many. */
export type InlineAttempt = 'inline' | 'near' | 'far';

/**
 * Makes a projection that has caught up inline again, once no other version has a live process. While it holds the lock
 * of the name no append that concerns the projection can begin; the subscription handles the rest, wherever it runs.
 *
 * @param patience from 1 to {@link MAX_PATIENCE}
 */
export async function goInline(
  dataSource: DataSource,
  projection: Projection,
  patience: number,
  signal: AbortSignal,
): Promise<InlineAttempt> {
  const left = await missing(poolClient(dataSource), projection);
  if (left > FEW * MAX_PATIENCE) return 'far';
  if (left > FEW * patience) return 'near';
  const done = await underNameLock(
    dataSource,
    projection.name,
    async (manager) => {
      const live = await liveVersions(manager, projection.name);
      if ([...live].some((version) => version !== projection.version)) return false;
      const end = performance.now() + PATIENCE_MS * patience;
      while ((await missing(manager, projection)) > 0) {
        if (signal.aborted || performance.now() > end) return false;
        await pause(5, signal);
      }
      // An append of a process that does not know the projection may still be under way.
      await lockAllNames(manager);
      if ((await missing(manager, projection)) > 0) return false;
      const versions = await lockVersions(manager, projection.name);
      const own = versions.find(({ version }) => version === projection.version);
      if (own?.status !== 'catching-up') return own?.status === 'inline';
      // A process of another version that only seemed to be gone finds out with its next append.
      await retire(manager, versions, live);
      await placeCheckpoint(manager, subscriptionOf(projection), BEHIND_EVERYTHING);
      await setStatus(manager, projection, 'inline');
      return true;
    },
    { attempts: 1, waitMs: 2 * PATIENCE_MS, signal },
  );
  return done ? 'inline' : 'near';
}

/** How many messages it has not handled yet, up to one more than may ever be left. */
async function missing(client: SqlClient, projection: Projection): Promise<number> {
  const rows = await client.query<{ count: number }>(
    `select count(*)::int as count from (
       select from events where type = any($1)
          and position > (select coalesce(min(position), 0) from checkpoints where name = $2)
        limit $3) as behind`,
    [projection.types, subscriptionOf(projection), FEW * MAX_PATIENCE + 1],
  );
  return rows[0]?.count ?? 0;
}
