import { EddaError } from '@edda/kernel';

const DAY = 24 * 60 * 60 * 1000;

/**
 * How long the events of a category are kept.
 *
 * `permanent`, the default: for good. `temporary`: a stream goes as a whole when its last event is older than the
 * retention. `log`: single events go when they are older, oldest first; the stream goes on.
 */
export type StorageClass =
  { kind: 'permanent' } | { kind: 'temporary'; retentionDays: number } | { kind: 'log'; retentionDays: number };

/** The storage class of each category; categories that are not named are permanent. */
export type StorageClasses = Readonly<Record<string, StorageClass>>;

/** @throws EddaError `RETENTION_INVALID` for a retention that is not a positive number of days */
export function assertStorageClasses(classes: StorageClasses): void {
  for (const [category, storage] of Object.entries(classes)) {
    if (storage.kind === 'permanent' || (Number.isFinite(storage.retentionDays) && storage.retentionDays > 0)) continue;
    const { retentionDays } = storage;
    throw new EddaError(
      'invalid',
      'RETENTION_INVALID',
      `Category ${category} is to be kept for ${retentionDays} days: give a number above 0.`,
      [{ field: `${category}.retentionDays`, value: retentionDays, message: 'must be above 0' }],
    );
  }
}

export function retentionMs({ retentionDays }: { retentionDays: number }): number {
  return retentionDays * DAY;
}
