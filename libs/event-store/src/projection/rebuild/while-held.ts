import type { DataSource } from 'typeorm';
import { underNameLock } from '../name-lock.js';
import { subscriptionOf } from '../projection-id.js';
import type { Projection } from '../projection.js';

/**
 * Runs `work` while nothing that concerns a projection is appended to the log, if it is inline, or handled by its
 * subscription, if it is not.
 *
 * @returns null when that could not be had within a short time
 */
export async function whileHeld<T>(
  dataSource: DataSource,
  projection: Projection,
  work: () => Promise<T>,
): Promise<T | null> {
  return underNameLock(
    dataSource,
    projection.name,
    async (manager) => {
      await manager.query('select from checkpoints where name = $1 order by shard for update', [
        subscriptionOf(projection),
      ]);
      return work();
    },
    { attempts: 1, waitMs: 500 },
  );
}
