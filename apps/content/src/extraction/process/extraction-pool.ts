import { ExtractionError } from '../extraction-error.js';
import type { ExtractionInput } from '../extraction-input.js';
import { EXTRACTION_LIMITS } from '../extraction-limits.js';
import type { ExtractionResult } from '../extraction-result.js';
import { failedExtraction } from '../failed-extraction.js';
import { defaultExtractionEntry, type ExtractionEntry } from './extraction-entry.js';
import { ExtractionPoolClosedError } from './extraction-pool-closed.error.js';
import { ExtractionSlot } from './extraction-slot.js';

export interface ExtractionPoolOptions extends Partial<ExtractionEntry> {
  /** Processes at the same time. Default 1. */
  readonly size?: number;
  /** Milliseconds one document may take. Default 60,000. */
  readonly deadlineMs?: number;
  /** Resident memory of one process, in bytes. Default 512 MiB. */
  readonly memoryLimitBytes?: number;
  /** Milliseconds after which an idle process is stopped. Default 30,000. */
  readonly idleMs?: number;
  /** Milliseconds the start of a process may take. Default 30,000. */
  readonly startDeadlineMs?: number;
}

interface Job {
  readonly input: ExtractionInput;
  readonly resolve: (result: ExtractionResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Reads documents in processes of their own, first come, first served. A document that takes too long, takes too much memory or
 * crashes its process fails alone. Processes start with the first job and end after a while without one.
 */
export class ExtractionPool {
  private readonly idle: ExtractionSlot[];
  private readonly slots: readonly ExtractionSlot[];
  private readonly queue: Job[] = [];
  private closed = false;

  constructor(options: ExtractionPoolOptions = {}) {
    const { size = 1, deadlineMs = 60_000, memoryLimitBytes = 512 * 1024 * 1024 } = options;
    const { idleMs = 30_000, startDeadlineMs = 30_000 } = options;
    const { entry, execArgv } = { ...defaultExtractionEntry(), ...options };
    const child = { entry, execArgv, deadlineMs, memoryLimitBytes, startDeadlineMs };
    this.slots = Array.from({ length: size }, () => new ExtractionSlot(child, idleMs));
    this.idle = [...this.slots];
  }

  /**
   * Reads one document.
   *
   * @returns a result, failed with `DEADLINE_EXCEEDED`, `MEMORY_EXCEEDED` or `CORRUPT_FILE` when the process did not survive it
   * @throws ExtractionPoolClosedError when the pool is closed before it is done; Error when no process can be started
   */
  async run(input: ExtractionInput): Promise<ExtractionResult> {
    if (this.closed) throw new ExtractionPoolClosedError();
    const { bytes, fileName } = input;
    const { inputBytes } = EXTRACTION_LIMITS;
    if (bytes.length > inputBytes) {
      const detail = `The file has ${bytes.length} bytes; at most ${inputBytes} are read.`;
      return failedExtraction(fileName, new ExtractionError('TOO_LARGE', detail).reason);
    }
    return new Promise((resolve, reject) => {
      this.queue.push({ input, resolve, reject });
      this.dispatch();
    });
  }

  /** Stops all processes. Waiting and running jobs are rejected with {@link ExtractionPoolClosedError}. */
  async close(): Promise<void> {
    this.closed = true;
    for (const { reject } of this.queue.splice(0)) reject(new ExtractionPoolClosedError());
    await Promise.all(this.slots.map((slot) => slot.close()));
  }

  private dispatch(): void {
    while (this.idle.length > 0 && this.queue.length > 0) {
      const slot = this.idle.shift() as ExtractionSlot;
      const { input, resolve, reject } = this.queue.shift() as Job;
      void slot
        .run(input)
        .then(resolve, reject)
        .finally(() => {
          this.idle.unshift(slot);
          this.dispatch();
        });
    }
  }
}
