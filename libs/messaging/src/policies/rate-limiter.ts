import { systemClock, type Clock } from '@edda/kernel';
import type { RateLimit } from './delivery-policy.js';

/** Lets so many through in any stretch of the time given, wherever that stretch begins. */
export class RateLimiter {
  /** When the last so many passed, as a ring. */
  private readonly passedAt: Float64Array;
  private next = 0;

  constructor(
    private readonly limit: RateLimit,
    private readonly clock: Clock = systemClock,
  ) {
    this.passedAt = new Float64Array(limit.messages).fill(Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds until the next may pass; 0 for now. */
  waitMs(): number {
    const now = this.clock.now().getTime();
    const oldest = this.passedAt[this.next] ?? Number.NEGATIVE_INFINITY;
    // A clock that was set back must not close it for long.
    return oldest > now ? this.limit.perMs : Math.max(0, oldest + this.limit.perMs - now);
  }

  take(): void {
    this.passedAt[this.next] = this.clock.now().getTime();
    this.next = (this.next + 1) % this.limit.messages;
  }
}
