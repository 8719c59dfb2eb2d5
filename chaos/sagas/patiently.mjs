import { setTimeout as delay } from 'node:timers/promises';

/** Tries again until it can be done: a process may be started while a server is away. */
export async function patiently(work, isWorthIt = () => true) {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isWorthIt(error)) throw error;
      console.error(new Date().toISOString(), 'could not start', String(error));
      await delay(150);
    }
  }
}
