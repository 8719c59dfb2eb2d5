import { EddaApiError } from '../errors/edda-api-error.js';
import { delayBehind, pause, type RetryOptions } from './backoff.js';
import { PASSING } from './persistent-fetch.js';

/** A content is asked for by a message, which may be on its way for some seconds. */
const MORE_ATTEMPTS = 2;

/**
 * Sends bytes for a content that was asked for, until it is known.
 *
 * @throws what `send` threw at last; the reason of the signal
 */
export async function untilKnown<T>(
  send: () => Promise<T>,
  retry: Required<RetryOptions>,
  signal: AbortSignal = new AbortController().signal,
): Promise<T> {
  const patience = { ...retry, attempts: retry.attempts * MORE_ATTEMPTS };
  for (let attempt = 1; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const asked = error instanceof EddaApiError ? error.retryAfterMs : null;
      const wait = isWorthIt(error) && !signal.aborted ? delayBehind(attempt, asked, patience) : null;
      if (wait === null) throw error;
      await pause(wait, signal);
    }
  }
}

function isWorthIt(error: unknown): boolean {
  if (error instanceof EddaApiError) return error.code === 'CONTENT.NOT_FOUND' || PASSING.has(error.status);
  // By name: an error may come from another realm than this one.
  const { name } = (error ?? {}) as { name?: unknown };
  return name === 'TypeError' || name === 'TimeoutError';
}
