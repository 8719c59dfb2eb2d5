import { EddaError } from '@edda/kernel';
import pg from 'pg';
import { brokerFailed, brokerUnavailable } from '../../broker/broker-errors.js';

/** SQLSTATE classes and states of a server that is away, starting, overloaded or too slow, not of a wrong statement. */
const UNAVAILABLE = [
  /^08/, // connection exceptions
  /^53/, // insufficient resources
  /^57/, // shutting down, starting up, statement time-out
  /^58/, // system errors
  /^25006$/, // read-only: a standby, or a primary that was demoted
  /^3D000$/, // the database is not there (yet)
  /^40/, // deadlock, serialisation
  /^55P03$/, // lock time-out
];

/** What a failed statement means to the caller: `BROKER.UNAVAILABLE` or, for a refused statement, `BROKER.FAILED`. */
export function translateError(error: unknown, place: string): EddaError {
  if (error instanceof EddaError) return error;
  if (error instanceof pg.DatabaseError) {
    const state = error.code ?? '';
    if (!UNAVAILABLE.some((pattern) => pattern.test(state))) return brokerFailed(place, error);
  }
  return brokerUnavailable(place, error);
}

/** The SQLSTATE that the server gave for a failure, null when it comes from elsewhere. */
export function sqlState(error: unknown): string | null {
  const cause = error instanceof EddaError ? error.cause : error;
  return cause instanceof pg.DatabaseError ? (cause.code ?? null) : null;
}
