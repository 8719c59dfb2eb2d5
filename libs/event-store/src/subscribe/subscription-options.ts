import { EddaError } from '@edda/kernel';
import { assertFilter, MAX_BATCH_SIZE } from '../read/read-options.js';
import type { SubscriptionOptions } from './subscription.js';

export const MAX_SHARDS = 64;
const NAME = /^[\w.:@/+-]{1,200}$/;

/** @throws EddaError `SUBSCRIPTION_OPTIONS_INVALID` or `READ_OPTIONS_INVALID` that names the field */
export function assertSubscriptionOptions(options: SubscriptionOptions): void {
  const { name, from, shards, batchSize, leaseMs, filter, handle, handleBatch, handleJson } = options;
  const handlers = [handle, handleBatch, handleJson].filter((one) => one !== undefined);
  require(handlers.length === 1, 'handle', 'give one of handle, handleBatch and handleJson');
  require(name === undefined || NAME.test(name), 'name', 'give 1 to 200 letters, digits or any of . : @ / + _ -');
  require(from === undefined ||
    from === 'beginning' ||
    from === 'now' ||
    isWithin(from, 0, Number.MAX_SAFE_INTEGER), 'from', 'give "beginning", "now" or a position');
  require(shards === undefined || isWithin(shards, 1, MAX_SHARDS), 'shards', `give a number from 1 to ${MAX_SHARDS}`);
  require(shards === undefined || shards === 1 || name !== undefined, 'shards', 'give a name to what is shared');
  require(batchSize === undefined ||
    isWithin(batchSize, 1, MAX_BATCH_SIZE), 'batchSize', `give a number from 1 to ${MAX_BATCH_SIZE}`);
  require(leaseMs === undefined || isWithin(leaseMs, 100, 3_600_000), 'leaseMs', 'give 100 to 3,600,000 milliseconds');
  assertFilter(filter ?? {});
}

function isWithin(value: unknown, low: number, high: number): boolean {
  return Number.isSafeInteger(value) && (value as number) >= low && (value as number) <= high;
}

function require(fits: boolean, field: keyof SubscriptionOptions, instead: string): void {
  if (fits) return;
  throw new EddaError(
    'invalid',
    'SUBSCRIPTION_OPTIONS_INVALID',
    `The option ${field} of a subscription does not fit: ${instead}.`,
    [{ field, value: undefined, message: instead }],
  );
}
