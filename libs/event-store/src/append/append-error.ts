import { EddaError } from '@edda/kernel';
import type { PendingAppend } from './pending-append.js';
import { codeOf, mayComeAgain } from './lost-connection.js';

/** What an append throws for an error of the database. */
export function appendError(error: unknown, append: PendingAppend): unknown {
  const code = codeOf(error);
  if (code === '23505' && (error as { constraint?: string }).constraint === 'events_id_key') return idReused(append);
  if (code === '55P03') {
    return unavailable(`Stream ${append.stream.streamId} stayed locked by another writer.`, error);
  }
  if (mayComeAgain(error)) return unavailable('The database could not be reached.', error);
  return error;
}

export function idReused({ stream, events }: PendingAppend): EddaError {
  const ids = events.slice(0, 10).map(({ id }) => id);
  const more = events.length > ids.length ? ` and ${events.length - ids.length} more` : '';
  return new EddaError(
    'conflict',
    'EVENT_ID_REUSED',
    `An event for stream ${stream.streamId} carries an id that stands elsewhere in the log: ${ids.join(', ')}${more}.`,
  );
}

export function archived({ stream }: PendingAppend): EddaError {
  return new EddaError(
    'gone',
    'STREAM_ARCHIVED',
    `Stream ${stream.streamId} is archived: restore it before appending to it, or start another.`,
  );
}

function unavailable(what: string, cause: unknown): EddaError {
  return new EddaError(
    'unavailable',
    'EVENT_STORE_UNAVAILABLE',
    `${what} Append the same events again, with the same ids, to know whether they were written.`,
    [],
    { cause },
  );
}
