import { pause } from '@edda/kernel';

/** Waits until a check stops throwing and resolves with its value; after 30 seconds rejects with what it threw last. */
export async function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  const end = performance.now() + 30_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await pause(20);
    }
  }
}
