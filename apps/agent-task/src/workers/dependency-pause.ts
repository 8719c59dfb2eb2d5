import { backoffDelay, type Backoff } from '@edda/kernel';

const BACKOFF: Backoff = { initial: 1000, factor: 2, max: 15_000, jitter: 0.2 };

/** Keeps workers from claiming tasks that cannot be done while a service they need is away. */
export class DependencyPause {
  private failures = 0;
  private until = 0;

  /** Whether it is time to try again. */
  get isOver(): boolean {
    return performance.now() >= this.until;
  }

  /** @returns how long to wait now, in milliseconds; longer with each failure in a row */
  failed(): number {
    // Tasks that failed together count once.
    if (this.isOver) this.until = performance.now() + backoffDelay(++this.failures, BACKOFF);
    return Math.max(0, Math.ceil(this.until - performance.now()));
  }

  succeeded(): void {
    this.failures = 0;
    this.until = 0;
  }
}
