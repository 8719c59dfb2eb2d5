import { setTimeout as delay } from 'node:timers/promises';

/** @returns {Promise<boolean>} whether it ended well in time (milliseconds) */
export async function within(timeout, promise) {
  const stop = new AbortController();
  const late = delay(timeout, false, { signal: stop.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } catch {
    return false;
  } finally {
    stop.abort();
  }
}
