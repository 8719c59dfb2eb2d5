import { pause } from '@edda/kernel';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { applyRetention, type RetentionResult } from './apply-retention.js';
import type { StorageClasses } from './storage-class.js';

const HOUR = 60 * 60 * 1000;

export interface RetentionScheduleOptions {
  classes: StorageClasses;
  /** Runs before each time: drops what would hold events back for nothing, such as projections that nobody is built for. */
  prune?: () => Promise<unknown>;
  /** Time between two runs, in milliseconds; an hour unless given. */
  everyMs?: number;
  onRemoved?: (results: readonly RetentionResult[]) => void;
  onError?: (error: unknown) => void;
}

/** Applies the retention of a log from time to time while its service runs. */
export class RetentionSchedule {
  private readonly stopping = new AbortController();
  private running: Promise<void> | null = null;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly options: RetentionScheduleOptions,
  ) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { classes, prune, everyMs = HOUR, onRemoved, onError } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await prune?.();
        const results = await applyRetention(this.unitOfWork, classes, { signal });
        const removed = results.filter(({ events }) => events > 0);
        if (removed.length > 0) onRemoved?.(removed);
      } catch (error) {
        onError?.(error);
      }
      await pause(everyMs, signal);
    }
  }
}
