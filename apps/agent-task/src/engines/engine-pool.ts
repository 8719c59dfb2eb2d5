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
  /** One for each run that has not ended: aborted when its thread is lost. */
  private readonly lost = new Set<AbortController>();
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
    // The thread died before it took a run up: the runs that wait for it would wait for ever.
    this.pool.on('error', (error: Error) => {
      for (const run of this.lost) run.abort(error);
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
    const lost = new AbortController();
    this.lost.add(lost);
    try {
      const signals = [deadline, lost.signal, ...(signal === undefined ? [] : [signal])];
      return (await this.pool.run({ kind, input }, { signal: AbortSignal.any(signals) })) as EngineAnswer<Kind>;
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      if (deadline.aborted) throw new EngineDeadlineError(kind, deadlineMs);
      throw this.named(kind, lost.signal.aborted ? lost.signal.reason : error);
    } finally {
      this.lost.delete(lost);
    }
  }

  private named(kind: EngineKind, error: unknown): unknown {
    const outOfMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
    return outOfMemory ? new EngineMemoryError(kind, this.memoryLimitMb, { cause: error }) : error;
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
