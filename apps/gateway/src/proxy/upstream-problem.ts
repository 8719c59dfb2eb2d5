import { EddaError } from '@edda/kernel';
import { HttpProblem, isError } from '@edda/service';
import type { Upstream } from '../upstreams.js';
import { UpstreamTimeout } from './upstream-call.js';

/** What the caller sees when a service did not answer. */
export function upstreamProblem({ name }: Upstream, error: unknown, timeoutMs: number): EddaError {
  const cause = isError(error) && isError(error.cause) ? error.cause : error;
  // The body was refused on its way: that is between the caller and the gateway.
  if (cause instanceof EddaError) return cause;
  if (cause instanceof UpstreamTimeout) {
    return new HttpProblem(504, 'UPSTREAM.TIMEOUT', `The service ${name} did not answer within ${timeoutMs} ms.`, {
      cause,
    });
  }
  return new HttpProblem(503, 'UPSTREAM.UNAVAILABLE', `The service ${name} cannot be reached: try again later.`, {
    cause,
    headers: { 'retry-after': '1' },
  });
}
