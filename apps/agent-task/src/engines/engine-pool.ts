import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { EngineAnswer, EngineCall } from './engine.worker.js';
import { EngineDeadlineError, EngineMemoryError } from './engine-errors.js';
import type { EngineContracts, EngineKind } from './engines.js';

/** How the pool runs; times in milliseconds, memory in megabytes. */
export interface EnginePoolOptions {
  /** Longest run of one engine. */
  readonly deadlineMs?: number;
  /** Heap that the thread may use. */
  readonly memoryLimitMb?: number;
  /** The thread ends after this time without work. */
  readonly idleTimeoutMs?: number;
}

/** What may differ from run to run. */
export interface EngineRunOptions {
  readonly deadlineMs?: number;
  /** Ends the run, and its thread, when it aborts; the run then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

const DEADLINE_MS = 120_000;
const MEMORY_LIMIT_MB = 640;
const IDLE_TIMEOUT_MS = 30_000;

/**
 * Runs engines in one worker thread, so that they hold up nothing else: started with the first run, ended when idle.
 * Runs wait for one another. A run that takes too long or too much memory costs its thread, not the process.
 */
export class EnginePool {
  private readonly pool: Piscina<EngineCall, EngineAnswer>;
  private readonly deadlineMs: number;
  private readonly memoryLimitMb: number;

  constructor({
    deadlineMs = DEADLINE_MS,
    memoryLimitMb = MEMORY_LIMIT_MB,
    idleTimeoutMs = IDLE_TIMEOUT_MS,
  }: EnginePoolOptions = {}) {
    this.deadlineMs = deadlineMs;
    this.memoryLimitMb = memoryLimitMb;
    this.pool = new Piscina({
      ...workerEntry(),
      minThreads: 0,
      maxThreads: 1,
      concurrentTasksPerWorker: 1,
      idleTimeout: idleTimeoutMs,
      resourceLimits: { maxOldGenerationSizeMb: memoryLimitMb },
    });
  }

  /**
   * Runs one engine. The deadline counts from the call, waiting included.
   *
   * @throws EngineDeadlineError when it does not finish in time
   * @throws EngineMemoryError when the thread runs out of memory
   * @throws the reason of `signal` when that aborts; what the engine itself throws
   */
  async run<Kind extends EngineKind>(
    kind: Kind,
    input: EngineContracts[Kind]['input'],
    options: EngineRunOptions = {},
  ): Promise<EngineAnswer<Kind>> {
    const { deadlineMs = this.deadlineMs, signal } = options;
    signal?.throwIfAborted();
    const deadline = AbortSignal.timeout(deadlineMs);
    try {
      const ends = signal === undefined ? deadline : AbortSignal.any([deadline, signal]);
      return (await this.pool.run({ kind, input }, { signal: ends })) as EngineAnswer<Kind>;
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (deadline.aborted) throw new EngineDeadlineError(kind, deadlineMs);
      if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY')
        throw new EngineMemoryError(kind, this.memoryLimitMb, { cause: error });
      throw error;
    }
  }

  /** Ends the thread; runs under way are rejected. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** The thread's entry beside this file: compiled, or as source through a loader where the source itself runs (tests). */
function workerEntry(): { filename: string; execArgv?: string[] } {
  const own = import.meta.url;
  if (!own.endsWith('.ts')) return { filename: fileURLToPath(new URL('./engine.worker.js', own)) };
  return {
    filename: fileURLToPath(new URL('./engine.worker.ts', own)),
    execArgv: [
      '--conditions=@edda/source',
      '--disable-warning=ExperimentalWarning',
      '--import',
      '@swc-node/register/esm-register',
    ],
  };
}
