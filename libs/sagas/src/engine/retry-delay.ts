import { DEFAULT_BACKOFF, backoffDelay, type Uuid } from '@edda/kernel';
import type { RetryPolicy } from '../definition/retry-policy.js';

/** The wait after failure number `tries`, in milliseconds: the same whenever it is asked for, another one for each id. */
export function retryDelay(policy: RetryPolicy, tries: number, id: Uuid): number {
  const backoff = { ...DEFAULT_BACKOFF, ...policy.backoff };
  const full = backoffDelay(tries, { ...backoff, jitter: 0 });
  const chance = Number.parseInt(id.slice(-8), 16) / 0xffff_ffff;
  return Math.round(full * (1 - backoff.jitter * chance));
}
