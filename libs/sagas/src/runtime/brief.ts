import { EddaError } from '@edda/kernel';

/** An error for the log: of one that was foreseen, or is the database's, the sentence is enough. */
export function brief(error: unknown): unknown {
  if (error instanceof EddaError) return `${error.code}: ${error.message}`;
  if (error instanceof Error && ('code' in error || /connection|released|ended/i.test(error.message)))
    return error.message;
  return error;
}
