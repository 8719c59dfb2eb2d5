import { performance } from 'node:perf_hooks';

interface ThreadCpuUsage {
  threadCpuUsage?: () => { readonly user: number; readonly system: number };
}

/**
 * Processor time of this thread in milliseconds. Before Node 23.9, which cannot tell it, the clock is read instead: a
 * run never waits, so the two differ only by what other threads take away.
 */
export function threadCpuTimeMs(): number {
  const usage = (process as unknown as ThreadCpuUsage).threadCpuUsage?.();
  return usage === undefined ? performance.now() : (usage.user + usage.system) / 1000;
}
