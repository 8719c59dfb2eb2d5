import { retryAfterOf } from '../errors/edda-api-error.js';
import { delayBehind, pause, type RetryOptions } from './backoff.js';

export const IDEMPOTENCY_KEY = 'idempotency-key';

/** Answers of a server or proxy that may be other ones soon. */
export const PASSING: ReadonlySet<number> = new Set([408, 502, 503, 504]);
/** Nothing was done: whatever was asked for may be asked again. */
const TOO_MANY = 429;

export type Fetch = (request: Request) => Promise<Response>;

export interface PersistentFetchOptions {
  readonly fetch: Fetch;
  readonly retry: Required<RetryOptions>;
  /** Milliseconds until an answer must have begun; 0 for no limit. */
  readonly timeoutMs: number;
}

/**
 * A `fetch` that repeats what is safe to repeat: reads, and writes with an idempotency key.
 *
 * @throws what `fetch` throws, a TypeError for a network that failed; a `TimeoutError`; the reason of the request's signal
 */
export function persistentFetch({ fetch, retry, timeoutMs }: PersistentFetchOptions): Fetch {
  return async (request) => {
    const safe = isSafe(request);
    for (let attempt = 1; ; attempt++) {
      const delay = (askedMs: number | null): number | null => delayBehind(attempt, askedMs, retry);
      try {
        // A body can be sent once; the last attempt needs no copy.
        const copy = attempt < retry.attempts ? request.clone() : request;
        const response = await begun(fetch, copy, timeoutMs);
        const passing = response.status === TOO_MANY || (safe && PASSING.has(response.status));
        const wait = passing ? delay(retryAfterOf(response.headers)) : null;
        if (wait === null) return response;
        await response.body?.cancel();
        await pause(wait, request.signal);
      } catch (error) {
        const wait = safe && !request.signal.aborted ? delay(null) : null;
        if (wait === null) throw error;
        await pause(wait, request.signal);
      }
    }
  };
}

function isSafe({ method, headers }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || headers.has(IDEMPOTENCY_KEY);
}

/** The answer once its head is there; the body may take as long as it likes. */
async function begun(fetch: Fetch, request: Request, timeoutMs: number): Promise<Response> {
  if (timeoutMs === 0) return fetch(request);
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort(new DOMException(`No answer within ${timeoutMs} ms.`, 'TimeoutError'));
  }, timeoutMs);
  try {
    return await fetch(new Request(request, { signal: AbortSignal.any([request.signal, late.signal]) }));
  } finally {
    clearTimeout(timer);
  }
}
