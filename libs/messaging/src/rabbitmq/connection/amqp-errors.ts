import { EddaError } from '@edda/kernel';
import { brokerFailed, brokerUnavailable } from '../../broker/broker-errors.js';

const NOT_FOUND = 404;
export const PRECONDITION_FAILED = 406;

/** Reply codes by which the server refuses a call for good: no access, not found, locked, precondition, syntax. */
const REFUSED = new Set([402, 403, NOT_FOUND, 405, PRECONDITION_FAILED, 502, 503, 530, 540]);

/** The AMQP reply code of a failure, null when it comes from elsewhere. */
export function replyCode(error: unknown): number | null {
  const code = error instanceof Error ? (error as Error & { code?: unknown }).code : null;
  return typeof code === 'number' ? code : null;
}

/** What a failed call means to the caller: `BROKER.UNAVAILABLE` or, for a call the server refused, `BROKER.FAILED`. */
export function translateError(error: unknown, place: string): EddaError {
  if (error instanceof EddaError) return error;
  const code = replyCode(error);
  if (code !== null && REFUSED.has(code) && error instanceof Error) return brokerFailed(place, error);
  return brokerUnavailable(place, error);
}

/** Whether a call failed because the server does not have what it names. */
export function isMissing(error: unknown): boolean {
  return replyCode(error instanceof EddaError ? error.cause : error) === NOT_FOUND;
}
