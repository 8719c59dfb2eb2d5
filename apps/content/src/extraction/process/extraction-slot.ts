import type { ExtractionInput } from '../extraction-input.js';
import type { ExtractionReason } from '../extraction-reason.js';
import type { ExtractionResult } from '../extraction-result.js';
import { failedExtraction } from '../failed-extraction.js';
import type { ChildDeath } from './child-death.js';
import { ExtractionChild, type ExtractionChildOptions } from './extraction-child.js';
import { ExtractionPoolClosedError } from './extraction-pool-closed.error.js';

/** A process that still holds more than this share of its limit after a job is replaced before the next one. */
const RETIREMENT_SHARE = 0.6;
const MIB = 1024 * 1024;

/** One place of the pool: at most one process, replaced when it dies, stopped when nothing comes. */
export class ExtractionSlot {
  private child: ExtractionChild | undefined;
  private starting: Promise<ExtractionChild> | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly options: ExtractionChildOptions,
    private readonly idleMs: number,
  ) {}

  /**
   * Runs one job. What the outcome says about the document must not depend on the jobs before it, so a job whose process died is run
   * again in a fresh one, unless it was fresh already or the deadline passed. A process killed from outside gets the second chance anyway.
   */
  async run(input: ExtractionInput): Promise<ExtractionResult> {
    clearTimeout(this.idleTimer);
    for (let attempt = 1; ; attempt++) {
      const child = await this.takeChild();
      const wasFresh = child.finishedJobs === 0;
      const outcome = await child.run(input);
      if (outcome.type === 'result') {
        if (outcome.residentBytes > this.options.memoryLimitBytes * RETIREMENT_SHARE) await this.stop();
        else this.stopWhenIdle();
        return outcome.result;
      }
      this.child = undefined;
      if (this.closed) throw new ExtractionPoolClosedError();
      const { death } = outcome;
      const final = death.cause === 'deadline' || attempt > 1 || (wasFresh && death.cause !== 'killed');
      if (final) return failedExtraction(input.fileName, this.reasonOf(death));
    }
  }

  /** Stops the process; a running job is rejected. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.idleTimer);
    await this.starting?.catch(() => undefined);
    await this.stop();
  }

  private async takeChild(): Promise<ExtractionChild> {
    if (this.closed) throw new ExtractionPoolClosedError();
    if (this.child) return this.child;
    this.starting = ExtractionChild.start(this.options);
    try {
      this.child = await this.starting;
    } finally {
      this.starting = undefined;
    }
    // Closed meanwhile: `close` waited for the start and stops the process now.
    if (this.closed) throw new ExtractionPoolClosedError();
    return this.child;
  }

  private stopWhenIdle(): void {
    this.idleTimer = setTimeout(() => void this.stop(), this.idleMs);
    this.idleTimer.unref();
  }

  private async stop(): Promise<void> {
    const { child } = this;
    this.child = undefined;
    await child?.kill();
  }

  private reasonOf({ cause, detail }: ChildDeath): ExtractionReason {
    const { deadlineMs, memoryLimitBytes } = this.options;
    switch (cause) {
      case 'deadline':
        return { code: 'DEADLINE_EXCEEDED', detail: `Reading the document took longer than ${deadlineMs} ms.` };
      case 'memory':
      case 'killed':
        return {
          code: 'MEMORY_EXCEEDED',
          detail: `Reading the document needs more than ${Math.round(memoryLimitBytes / MIB)} MiB of memory (${detail}).`,
        };
      case 'crashed':
        return { code: 'CORRUPT_FILE', detail: `Reading the document crashed its process (${detail}).` };
    }
  }
}
