import { systemClock, type Clock } from '@edda/kernel';
import type { CircuitBreakerPolicy } from './delivery-policy.js';

export type CircuitState = 'closed' | 'open' | 'half-open';

/**
 * Opens after so many failures in a row and lets one message try when its time is up: closed again when that goes well,
 * else open for another while.
 */
export class CircuitBreaker {
  private failuresInRow = 0;
  private openedUntil: number | null = null;
  private isProbing = false;

  constructor(
    private readonly policy: CircuitBreakerPolicy,
    private readonly clock: Clock = systemClock,
  ) {}

  get state(): CircuitState {
    if (this.openedUntil === null) return 'closed';
    return this.isProbing || this.openedUntil <= this.now() ? 'half-open' : 'open';
  }

  /** When an open breaker lets a message try; null while it is not open. */
  get opensAt(): Date | null {
    return this.state === 'open' && this.openedUntil !== null ? new Date(this.openedUntil) : null;
  }

  /** @returns whether the message may be handed over; in a half-open breaker only one may */
  tryPass(): boolean {
    const { state } = this;
    if (state === 'closed') return true;
    if (state === 'open' || this.isProbing) return false;
    this.isProbing = true;
    return true;
  }

  succeeded(): void {
    if (this.openedUntil !== null && !this.isProbing) return;
    this.failuresInRow = 0;
    this.openedUntil = null;
    this.isProbing = false;
  }

  failed(): void {
    if (this.openedUntil !== null && !this.isProbing) return;
    this.failuresInRow++;
    if (this.isProbing || this.failuresInRow >= this.policy.failures) this.open();
  }

  /** The probe came to no result: another message may try. */
  abandoned(): void {
    this.isProbing = false;
  }

  private open(): void {
    this.openedUntil = this.now() + this.policy.openMs;
    this.isProbing = false;
    this.failuresInRow = 0;
  }

  private now(): number {
    return this.clock.now().getTime();
  }
}
