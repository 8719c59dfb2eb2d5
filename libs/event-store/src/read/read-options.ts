import { EddaError } from '@edda/kernel';
import type { EventFilter, ReadDirection, ReadOptions } from '../event-store.js';

export const DEFAULT_BATCH_SIZE = 500;
export const MAX_BATCH_SIZE = 10_000;
/** Categories, types or kinds in one filter. */
export const MAX_FILTER_VALUES = 1000;

/** What to read, checked and complete. */
export interface ReadPlan {
  forward: boolean;
  /** The lowest version or position, inclusive. */
  low: number;
  /** The highest version or position, inclusive. */
  high: number;
  limit: number;
  batchSize: number;
}

/** @throws EddaError `READ_OPTIONS_INVALID` that names the field */
export function readPlan(options: ReadOptions): ReadPlan {
  const { direction = 'forward', from = 1, to = Infinity, limit = Infinity, batchSize = DEFAULT_BATCH_SIZE } = options;
  const directions: readonly ReadDirection[] = ['forward', 'backward'];
  require(directions.includes(direction), 'direction', direction, 'give "forward" or "backward"');
  require(isPlace(from), 'from', from, 'give a whole number that is not negative');
  require(isPlace(to) || to === Infinity, 'to', to, 'give a whole number that is not negative');
  require(isPlace(limit) || limit === Infinity, 'limit', limit, 'give a whole number that is not negative');
  require(isPlace(batchSize) &&
    batchSize >= 1 &&
    batchSize <= MAX_BATCH_SIZE, 'batchSize', batchSize, `give a whole number from 1 to ${MAX_BATCH_SIZE}`);
  const high = Math.min(to, Number.MAX_SAFE_INTEGER);
  return { forward: direction === 'forward', low: Math.max(from, 1), high, limit, batchSize };
}

/** @throws EddaError `READ_OPTIONS_INVALID` that names the field */
export function assertFilter(filter: EventFilter): void {
  for (const field of ['categories', 'types', 'kinds'] as const) {
    const values: readonly unknown[] | undefined = filter[field];
    if (values === undefined) continue;
    const fits = Array.isArray(values) && values.length <= MAX_FILTER_VALUES && values.every(isText);
    require(fits, field, values, `give at most ${MAX_FILTER_VALUES} names`);
  }
  for (const field of ['tenantId', 'correlationId'] as const) {
    const value = filter[field];
    require(value === undefined || isText(value), field, value, 'give a text that is not empty');
  }
  for (const field of ['recordedFrom', 'recordedTo'] as const) {
    const value = filter[field];
    require(value === undefined || !Number.isNaN(value.getTime()), field, String(value), 'give a valid date');
  }
}

function isPlace(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 1000;
}

function require(fits: boolean, field: string, value: unknown, instead: string): void {
  if (fits) return;
  const shown = String(value).slice(0, 100);
  throw new EddaError('invalid', 'READ_OPTIONS_INVALID', `The option ${field} is ${shown}: ${instead}.`, [
    { field, value: shown, message: instead },
  ]);
}
