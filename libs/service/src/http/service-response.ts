import { EddaError, type FieldError } from '@edda/kernel';
import { HttpProblem } from '../errors/http-problem.js';
import { errorCode, isError } from '../errors/is-error.js';

const PASSING = new Set([502, 503, 504]);

/** Whether a read that failed so may work when tried again soon. */
export function isPassing(error: unknown): boolean {
  return error instanceof HttpProblem && PASSING.has(error.status);
}

/** The error for a call that got no answer. */
export function unreachable(service: string, origin: string, cause: unknown, timeoutMs?: number): HttpProblem {
  if (timeoutMs !== undefined) {
    return new HttpProblem(504, 'UPSTREAM.TIMEOUT', `${service} at ${origin} did not answer within ${timeoutMs} ms.`, {
      cause,
    });
  }
  // fetch() fails with a TypeError whose cause is what happened.
  const reason = isError(cause) && isError(cause.cause) ? cause.cause : cause;
  const text = errorCode(reason) || (isError(reason) ? reason.message : String(reason));
  return new HttpProblem(503, 'UPSTREAM.UNAVAILABLE', `${service} at ${origin} cannot be reached: ${text}.`, { cause });
}

/** The problem that a service answered, as the error it was thrown as there. */
export function errorOfResponse(service: string, path: string, status: number, text: string): EddaError {
  const { code, detail, errors } = problemIn(text);
  return new HttpProblem(
    status,
    typeof code === 'string' ? code : 'UPSTREAM.FAILED',
    typeof detail === 'string' ? detail : `${service} answered ${status} to ${path}.`,
    { fields: Array.isArray(errors) ? (errors as FieldError[]) : [] },
  );
}

/** The JSON of an answer. @throws EddaError `UPSTREAM.FAILED` when it is none */
export function parsed(service: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new EddaError('internal', 'UPSTREAM.FAILED', `${service} answered something that is not JSON.`, [], {
      cause,
    });
  }
}

function problemIn(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
