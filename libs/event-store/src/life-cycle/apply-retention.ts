import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { removeExpiredEvents } from './remove-expired-events.js';
import { removeExpiredStreams } from './remove-expired-streams.js';
import { slowestReader } from './slowest-reader.js';
import { assertStorageClasses, retentionMs, type StorageClasses } from './storage-class.js';

/** What a category lost to its retention. */
export interface RetentionResult {
  category: string;
  streams: number;
  events: number;
}

export interface RetentionOptions {
  /** Ends the run between two transactions. */
  signal?: AbortSignal;
  /** The present, by the clock that recorded the events. */
  now?: Date;
}

/** What is expired: of this category, recorded before this time, at or below this position. */
export interface Expired {
  category: string;
  before: Date;
  upTo: number;
}

/**
 * Deletes what its category keeps no longer. It never passes the slowest checkpoint: what a subscription has not handled
 * stays, however old. Goes in short transactions, may be interrupted at any time and run by several processes at once.
 *
 * @throws EddaError `RETENTION_INVALID`
 */
export async function applyRetention(
  unitOfWork: UnitOfWork,
  classes: StorageClasses,
  { signal, now = new Date() }: RetentionOptions = {},
): Promise<RetentionResult[]> {
  assertStorageClasses(classes);
  const slowest = await slowestReader(unitOfWork.reader());
  const upTo = slowest?.position ?? Number.MAX_SAFE_INTEGER;
  const results: RetentionResult[] = [];
  for (const [category, storage] of Object.entries(classes)) {
    if (storage.kind === 'permanent') continue;
    const expired = { category, before: new Date(now.getTime() - retentionMs(storage)), upTo };
    const remove = storage.kind === 'temporary' ? removeExpiredStreams : removeExpiredEvents;
    results.push({ category, ...(await remove(unitOfWork, expired, signal)) });
  }
  return results;
}
