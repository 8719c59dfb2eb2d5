import { setTimeout as delay } from 'node:timers/promises';

/** How long to wait between attempts. All times in milliseconds. */
export interface Backoff {
  initial: number;
  factor: number;
  max: number;
  /** Share of the delay that is left to chance, 0 to 1, so that many who fail together do not return together. */
  jitter: number;
}

export const DEFAULT_BACKOFF: Backoff = { initial: 100, factor: 2, max: 30_000, jitter: 0.2 };

/** The wait in milliseconds after failure number `attempt`, counted from 1. */
export function backoffDelay(attempt: number, backoff: Backoff = DEFAULT_BACKOFF): number {
  const full = Math.min(backoff.max, backoff.initial * backoff.factor ** (attempt - 1));
  return Math.round(full * (1 - backoff.jitter * Math.random()));
}

/** Waits; returns early, without an error, when the signal aborts. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
