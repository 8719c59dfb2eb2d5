import { EddaError } from '@edda/kernel';
import type { DeadLetterStatus } from './dead-letter.js';

export function letterNotFound(id: string): EddaError {
  return new EddaError('not-found', 'DEAD_LETTER.NOT_FOUND', `There is no dead letter ${id.slice(0, 100)}.`);
}

export function notDead(id: string, status: DeadLetterStatus): EddaError {
  return new EddaError(
    'conflict',
    'DEAD_LETTER.NOT_DEAD',
    `Dead letter ${id} is ${status}: only one that is dead can be edited, redriven or discarded.`,
  );
}

export function looping(id: string, rounds: number): EddaError {
  return new EddaError(
    'conflict',
    'DEAD_LETTER.LOOPING',
    `Dead letter ${id} was redriven ${rounds} times in a row and died again: edit its payload, or discard it.`,
  );
}

export function brokenEnvelope(id: string, cause: unknown): EddaError {
  return new EddaError(
    'invalid',
    'DEAD_LETTER.ENVELOPE_BROKEN',
    `Dead letter ${id} has headers that cannot be read, which no other payload mends: discard it.`,
    [],
    { cause },
  );
}

export function noteMissing(id: string): EddaError {
  return new EddaError(
    'invalid',
    'DEAD_LETTER.NOTE_MISSING',
    `Dead letter ${id} can only be discarded with a note of 1 to 2000 characters that says why.`,
  );
}

export function filterMissing(): EddaError {
  return new EddaError(
    'invalid',
    'DEAD_LETTER.FILTER_MISSING',
    'Say which dead letters are to be redriven: give a filter with at least one field.',
  );
}
