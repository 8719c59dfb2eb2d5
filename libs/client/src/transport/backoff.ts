/** How often and how long a request is tried. */
export interface RetryOptions {
  /** How often it is sent at most; 1 for no retries. 5 unless given. */
  readonly attempts?: number;
  /** The first wait in milliseconds; each further one is up to twice as long. 200 unless given. */
  readonly minDelayMs?: number;
  /** The longest wait in milliseconds; who is asked to wait longer fails at once. 20,000 unless given. */
  readonly maxDelayMs?: number;
}

export const DEFAULT_RETRY: Required<RetryOptions> = { attempts: 5, minDelayMs: 200, maxDelayMs: 20_000 };

/**
 * How long to wait behind the attempt of this number, from 1.
 *
 * @param askedMs what the API asks for, which is kept to
 * @returns milliseconds; null when it is not worth it
 */
export function delayBehind(
  attempt: number,
  askedMs: number | null,
  { attempts, minDelayMs, maxDelayMs }: Required<RetryOptions>,
): number | null {
  if (attempt >= attempts) return null;
  if (askedMs !== null) return askedMs <= maxDelayMs ? askedMs : null;
  // Up to half is taken off at random: many clients must not come back at the same moment.
  return Math.min(minDelayMs * 2 ** (attempt - 1), maxDelayMs) * (1 - Math.random() / 2);
}

/** Waits. @throws the reason of the signal when it aborts */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal.addEventListener('abort', stop, { once: true });
  });
}
