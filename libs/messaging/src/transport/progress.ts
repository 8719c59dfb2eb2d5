/** What a look at a consumer shows. */
export interface ProgressSample {
  /** In milliseconds, of a clock that never goes back. */
  readonly at: number;
  /** Records finished since the start; any change is progress. */
  readonly finished: number;
  /** Records before it in the partitions it holds. */
  readonly lag: number;
  /** Whether it waits on purpose or a handler is at work. */
  readonly isExcused: boolean;
}

const MOST_PATIENCE_MS = 10 * 60_000;

/** Tells a consumer that is alive but does not consume. */
export class Progress {
  private finished = -1;
  private since = Number.NEGATIVE_INFINITY;
  private restarts = 0;

  /** @param patienceMs how long it may stand still before it is restarted; twice as long after each restart in vain */
  constructor(private readonly patienceMs: number) {}

  /** Whether it was restarted and has made no progress since. */
  get isStuck(): boolean {
    return this.restarts > 0;
  }

  /** @returns whether it must be restarted now */
  look({ at, finished, lag, isExcused }: ProgressSample): boolean {
    if (finished !== this.finished || lag === 0) {
      this.finished = finished;
      this.restarts = 0;
      this.since = at;
    } else if (isExcused) {
      this.since = at;
    }
    if (at - this.since < Math.min(this.patienceMs * 2 ** this.restarts, MOST_PATIENCE_MS)) return false;
    this.restarts++;
    this.since = at;
    return true;
  }
}
