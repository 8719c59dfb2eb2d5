import type { SagaFailure } from '../definition/outcome.js';
import type { Asked } from '../engine/saga-message.js';
import type { Attempts, FailedAttempt } from './saga-timeline.js';

/** The executions of a step, or of undoing it, while their history is read. */
export class AttemptsDraft {
  endedAt: Date | null = null;
  skipped: Asked | null = null;
  private readonly done = new Set<number>();
  private readonly failedForGood = new Set<number>();
  private readonly attemptOf = new Map<number, number>();
  private readonly failed: FailedAttempt[] = [];

  /** @param size null where there is one execution, and can be no other */
  constructor(
    public size: number | null,
    private readonly attemptsAtMost: number | null,
  ) {}

  succeed(index: number): void {
    this.failedForGood.delete(index);
    this.done.add(index);
  }

  fail(
    at: Date,
    index: number,
    failure: SagaFailure,
    attempt = this.attempt(index),
    retryAt: Date | null = null,
  ): void {
    this.attemptOf.set(index, attempt);
    if (retryAt === null) this.failedForGood.add(index);
    // The same failure may be told twice: as it came in, and as it was dealt with.
    const known = this.failed.findIndex((each) => each.index === index && each.attempt === attempt);
    const told = { at: this.failed[known]?.at ?? at, index, attempt, failure, retryAt };
    if (known < 0) this.failed.push(told);
    else this.failed[known] = told;
  }

  /** Whatever its executions came to. */
  failWhole(at: Date, failure: SagaFailure): void {
    this.failed.push({ at, index: null, attempt: 1, failure, retryAt: null });
    this.endedAt = at;
  }

  retry(index: number, attempt: number): void {
    this.attemptOf.set(index, attempt);
    this.failedForGood.delete(index);
    this.endedAt = null;
  }

  /** Executions that have come to nothing yet. */
  get open(): number {
    return Math.max(0, (this.size ?? 1) - this.done.size - this.failedForGood.size);
  }

  isOpen(index: number): boolean {
    return !this.done.has(index) && !this.failedForGood.has(index);
  }

  /** The next attempts that wait for their time. */
  get waiting(): Date[] {
    return this.failed.flatMap(({ index, attempt, retryAt }) =>
      index !== null && retryAt && this.isOpen(index) && this.attempt(index) === attempt ? [retryAt] : [],
    );
  }

  told(): Attempts {
    const { size, endedAt, skipped, attemptsAtMost } = this;
    return {
      endedAt,
      executions: size === null ? null : { size, done: this.done.size, failed: this.failedForGood.size },
      attempts: Math.max(1, ...this.attemptOf.values()),
      attemptsAtMost,
      failures: this.failed,
      skipped,
    };
  }

  private attempt(index: number): number {
    return this.attemptOf.get(index) ?? 1;
  }
}
