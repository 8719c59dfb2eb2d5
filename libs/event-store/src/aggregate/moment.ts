import { EddaError } from '@edda/kernel';
import type { StreamId } from '../recorded-message.js';
import type { LoadLimits } from './load-aggregate.js';

/** A point in the history of an aggregate: a version, 0 being before its first event; or a time. */
export type Moment = { readonly version: number } | { readonly time: Date };

/** @throws EddaError `MOMENT_INVALID` */
export function limitsOf(moment: Moment): LoadLimits {
  if ('version' in moment) {
    if (Number.isSafeInteger(moment.version) && moment.version >= 0) return { toVersion: moment.version, toTime: null };
    throw invalid('version', moment.version, 'must be an integer, 0 or more');
  }
  if (!Number.isNaN(moment.time.getTime())) return { toVersion: Number.MAX_SAFE_INTEGER, toTime: moment.time };
  throw invalid('time', String(moment.time), 'must be a valid date');
}

export function notReached({ streamId }: StreamId, version: number, wanted: number): EddaError {
  return new EddaError(
    'not-found',
    'VERSION_NOT_REACHED',
    `Stream ${streamId} is at version ${version}: it has no version ${wanted} yet.`,
  );
}

function invalid(field: string, value: unknown, message: string): EddaError {
  return new EddaError('invalid', 'MOMENT_INVALID', `The ${field} ${String(value)} ${message}.`, [
    { field, value, message },
  ]);
}
