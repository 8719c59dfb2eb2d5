import { setTimeout as delay } from 'node:timers/promises';

/** Waits for `work`, but no longer than `ms`. Returns whether it was done in time; its rejection is passed on. */
export async function within(ms: number, work: Promise<unknown>): Promise<boolean> {
  const timer = new AbortController();
  const late = delay(ms, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    timer.abort();
  }
}
