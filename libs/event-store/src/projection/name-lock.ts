import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { DataSource, EntityManager } from 'typeorm';

const LOCK_NOT_AVAILABLE = '55P03';
/** A transaction that was left open after its append holds the lock; others are to go on meanwhile. */
const BETWEEN_ATTEMPTS: Backoff = { initial: 100, factor: 2, max: 3000, jitter: 0.2 };

export interface NameLockOptions {
  /** How long to wait for the lock, and for each lock the work takes, in milliseconds. */
  waitMs?: number;
  /** Goes on trying unless given. */
  attempts?: number;
  signal?: AbortSignal;
}

/** Takes the lock of a projection's name in the running transaction. Appends that concern it share it. */
export async function lockName(manager: EntityManager, name: string): Promise<void> {
  await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`projection:${name}`]);
}

/**
 * Takes the lock of all names, which every append shares, whatever its process knows: nothing is being appended then. To be
 * taken behind the lock of a name, and for a moment only.
 */
export async function lockAllNames(manager: EntityManager): Promise<void> {
  await manager.query(`select pg_advisory_xact_lock(hashtextextended('projections', 0))`);
}

export async function limitLockWaits(manager: EntityManager, milliseconds: number): Promise<void> {
  await manager.query(`select set_config('lock_timeout', $1, true)`, [`${milliseconds}ms`]);
}

export function isLockTimeout(error: unknown): boolean {
  return (error as { code?: unknown } | null)?.code === LOCK_NOT_AVAILABLE;
}

/**
 * Runs `work` in a transaction that holds the lock of a projection's name alone, so that no append that concerns it is
 * under way. It waits for the lock a short time only: appends queue behind whoever waits.
 *
 * @returns null when the lock was not to be had
 */
export async function underNameLock<T>(
  dataSource: DataSource,
  name: string,
  work: (manager: EntityManager) => Promise<T>,
  { waitMs = 500, attempts = Infinity, signal }: NameLockOptions = {},
): Promise<T | null> {
  for (let attempt = 1; !signal?.aborted; attempt++) {
    try {
      return await dataSource.transaction(async (manager) => {
        await limitLockWaits(manager, waitMs);
        await lockName(manager, name);
        return work(manager);
      });
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      if (attempt >= attempts) return null;
      await pause(backoffDelay(attempt, BETWEEN_ATTEMPTS), signal);
    }
  }
  return null;
}
