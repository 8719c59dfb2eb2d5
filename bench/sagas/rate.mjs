import { percentile } from '../event-store/rounds.mjs';

/** Instances under way at once. */
export const AT_ONCE = 64;

/**
 * Runs instances of `steps` steps for a while, always as many at once.
 *
 * @param {() => Promise<void>} run one instance, to its end
 * @returns {Promise<{ stepsPerSecond: number, stepMs: number }>} `stepMs` is the median time of an instance by its steps
 */
export async function rateOf(run, steps, seconds) {
  const durations = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  const worker = async () => {
    while (performance.now() < end) {
      const startedAt = performance.now();
      await run();
      durations.push(performance.now() - startedAt);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const elapsed = (performance.now() - begin) / 1000;
  return { stepsPerSecond: (durations.length * steps) / elapsed, stepMs: percentile(durations, 0.5) / steps };
}
