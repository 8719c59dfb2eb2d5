import type { RetryPolicy } from './delivery-policy.js';

/** The wait in milliseconds after attempt number `attempt`, counted from 1. */
export function retryDelay({ backoff, initialMs, maxMs, jitter }: RetryPolicy, attempt: number): number {
  const factor = backoff === 'linear' ? attempt : 2 ** (attempt - 1);
  return Math.round(Math.min(maxMs, initialMs * factor) * (1 - jitter * Math.random()));
}
