import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits until a check stops throwing and resolves with its value; after the deadline (milliseconds) it rejects with what
 * the check threw last.
 */
export async function eventually<T>(check: () => T | Promise<T>, deadline = 60_000): Promise<T> {
  const end = performance.now() + deadline;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(10);
    }
  }
}
