import type { CircuitState } from './circuit-breaker.js';

/** How a gate stands, for metrics and health. */
export interface GateState {
  /** `open`: nothing passes for a while; `half-open`: one message at a time passes, to see whether it goes well. */
  readonly breaker: CircuitState;
  /** When an open breaker lets the next message pass; null while it is not open. */
  readonly opensAt: Date | null;
  /** Messages that wait here now. */
  readonly waiting: number;
  /** Whether the rate limit is what they wait for. */
  readonly isRateLimited: boolean;
}

/**
 * What every attempt of a subscription in this process passes before its handler: rate limit, then circuit breaker. Each
 * `pass` that resolved is followed by exactly one of `succeeded`, `failed` and `abandoned`.
 */
export interface DeliveryGate {
  /** Resolves when the message may be handed over; rejects with the reason of the signal when it aborts before. */
  pass(signal: AbortSignal): Promise<void>;
  succeeded(): void;
  /** Only failures that say something about more than this message open the breaker: those that trying again may mend. */
  failed(error: unknown): void;
  /** The attempt came to no result: its partition is gone, or the service stops. */
  abandoned(): void;
  readonly state: GateState;
}
