import { Worker } from 'node:worker_threads';

/** What the watchdog writes to standard error before it kills the process, for the parent to read. */
export const MEMORY_EXCEEDED_MARK = 'EXTRACTION_MEMORY_EXCEEDED';

const INTERVAL_MS = 50;

/**
 * The thread's own code. It is JavaScript in a string so that it starts at once, without a module loader. Writing is synchronous and
 * precedes the kill. The parent's process id changes when the parent dies: then nobody waits for a result any more.
 */
const WATCH = `
const { writeSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
setInterval(() => {
  const resident = process.memoryUsage.rss();
  if (resident > workerData.limitBytes) {
    try { writeSync(2, workerData.mark + ' ' + resident + '\\n'); } catch {}
    process.kill(process.pid, 'SIGKILL');
  } else if (process.ppid !== workerData.parent) process.kill(process.pid, 'SIGKILL');
}, workerData.intervalMs);
`;

/**
 * Kills this process when its resident memory exceeds the limit or its parent is gone. Runs in a thread of its own, so that it also sees
 * what the main thread takes while it is busy: inflating a bomb, for example, never returns to the event loop.
 */
export function startMemoryWatchdog(limitBytes: number): void {
  const worker = new Worker(WATCH, {
    eval: true,
    execArgv: [],
    workerData: { limitBytes, mark: MEMORY_EXCEEDED_MARK, intervalMs: INTERVAL_MS, parent: process.ppid },
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  });
  worker.unref();
}
