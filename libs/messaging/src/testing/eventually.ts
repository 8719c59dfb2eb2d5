import { pause } from '@edda/kernel';

/** Waits until a check stops throwing and resolves with its value; when the time (milliseconds) is up rejects with what it threw last. */
export async function eventually<T>(check: () => T | Promise<T>, withinMs = 60_000): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(20);
    }
  }
}
