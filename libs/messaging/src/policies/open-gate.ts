import { EddaError, systemClock, type Clock } from '@edda/kernel';
import { CircuitBreaker, type CircuitState } from './circuit-breaker.js';
import type { DeliveryGate, GateState } from './delivery-gate.js';
import type { DeliveryPolicy } from './delivery-policy.js';
import { RateLimiter } from './rate-limiter.js';

interface Waiter {
  pass(): void;
}

export interface GateOptions {
  readonly clock?: Clock;
  /** Told when the breaker has changed. */
  readonly onBreaker?: (state: CircuitState) => void;
}

/** The gate of one subscription in this process. */
export function openGate(
  { rateLimit, circuitBreaker }: Pick<DeliveryPolicy, 'rateLimit' | 'circuitBreaker'>,
  { clock = systemClock, onBreaker = () => undefined }: GateOptions = {},
): DeliveryGate {
  return new Gate(
    rateLimit && new RateLimiter(rateLimit, clock),
    circuitBreaker && new CircuitBreaker(circuitBreaker, clock),
    clock,
    onBreaker,
  );
}

/** Those who must wait pass in the order in which they came. */
class Gate implements DeliveryGate {
  private readonly waiters = new Set<Waiter>();
  private timer: NodeJS.Timeout | undefined;
  private told: CircuitState = 'closed';

  constructor(
    private readonly limiter: RateLimiter | null,
    private readonly breaker: CircuitBreaker | null,
    private readonly clock: Clock,
    private readonly onBreaker: (state: CircuitState) => void,
  ) {}

  get state(): GateState {
    return {
      breaker: this.breaker?.state ?? 'closed',
      opensAt: this.breaker?.opensAt ?? null,
      waiting: this.waiters.size,
      isRateLimited: this.waiters.size > 0 && (this.limiter?.waitMs() ?? 0) > 0,
    };
  }

  pass(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    if (this.waiters.size === 0 && this.tryPass()) {
      this.tell();
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.waiters.delete(waiter);
        reject(signal.reason as Error);
        this.letPass();
      };
      const waiter = {
        pass: () => {
          signal.removeEventListener('abort', leave);
          resolve();
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.waiters.add(waiter);
      this.letPass();
    });
  }

  succeeded(): void {
    this.breaker?.succeeded();
    this.letPass();
  }

  failed(error: unknown): void {
    // A message that can never be handled was still answered by whatever its handler calls.
    if (error instanceof EddaError && !error.retryable) this.breaker?.succeeded();
    else if (isHeld(error)) this.breaker?.abandoned();
    else this.breaker?.failed();
    this.letPass();
  }

  abandoned(): void {
    this.breaker?.abandoned();
    this.letPass();
  }

  private tryPass(): boolean {
    if ((this.limiter?.waitMs() ?? 0) > 0 || !(this.breaker?.tryPass() ?? true)) return false;
    this.limiter?.take();
    return true;
  }

  private letPass(): void {
    clearTimeout(this.timer);
    for (const waiter of this.waiters) {
      if (!this.tryPass()) break;
      this.waiters.delete(waiter);
      waiter.pass();
    }
    if (this.waiters.size > 0) this.wakeLater();
    this.tell();
  }

  private tell(): void {
    const state = this.breaker?.state ?? 'closed';
    if (state === this.told) return;
    this.told = state;
    this.onBreaker(state);
  }

  /** A half-open breaker needs no timer: the one that tries wakes the others. */
  private wakeLater(): void {
    const opensAt = this.breaker?.opensAt?.getTime();
    const wait = Math.max(
      this.limiter?.waitMs() ?? 0,
      opensAt === undefined ? 0 : opensAt - this.clock.now().getTime(),
    );
    if (wait > 0 || opensAt !== undefined) this.timer = setTimeout(() => this.letPass(), Math.max(1, wait));
  }
}

/** The message waits for a newer build: neither good nor bad news of what the handler calls. */
function isHeld(error: unknown): boolean {
  return error instanceof EddaError && error.code === 'MESSAGE.UNKNOWN_VERSION';
}
