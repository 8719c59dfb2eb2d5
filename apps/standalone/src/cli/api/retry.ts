import { setTimeout as delay } from 'node:timers/promises';
import type { Pace } from '../pace.js';
import { asError } from '../terminal/reason-of.js';
import { ProblemError } from './problem-error.js';

export interface RetryOptions {
  readonly signal: AbortSignal;
  readonly pace: Pace;
  /** Time after the first failure in which no further try is begun. */
  readonly giveUpMs: number;
  /** Which errors are worth another try; {@link isTransient} unless given. */
  readonly transient?: (error: unknown) => boolean;
  /** Told before each wait. */
  readonly onRetry?: (error: unknown) => void;
}

/** A network that failed, or an answer that may be another one later. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProblemError ? error.isTransient : isNetworkError(error);
}

/** `fetch` rejects with a TypeError for everything between here and the server, its cause saying what happened. */
export function isNetworkError(error: unknown): boolean {
  const { name, cause } = asError(error);
  return name === 'TimeoutError' || (name === 'TypeError' && cause !== undefined);
}

/**
 * Runs `attempt` until it succeeds, with growing pauses between the tries.
 * @throws what `attempt` threw when that is not transient or the time is used up; the abort reason of `signal`
 */
export async function retry<T>(attempt: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { signal, pace, giveUpMs, transient = isTransient, onRetry } = options;
  let firstFailure: number | undefined;
  for (let tries = 0; ; tries += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      firstFailure ??= performance.now();
      if (!transient(error) || performance.now() - firstFailure >= giveUpMs) {
        throw error;
      }
      onRetry?.(error);
      await delay(waitBefore(tries, error, pace), undefined, { signal });
    }
  }
}

/** Exponential, with up to a quarter taken off at random so that parallel uploads do not come back in step. */
export function waitBefore(tries: number, error: unknown, pace: Pace): number {
  if (error instanceof ProblemError && error.retryAfterMs !== null) {
    return Math.min(error.retryAfterMs, pace.retryMaxMs);
  }
  return Math.min(pace.retryMs * 2 ** Math.min(tries, 20), pace.retryMaxMs) * (1 - Math.random() / 4);
}
