import type { ReceivedRecord } from './received-record.js';

/**
 * `open`: messages of the key are handled as they come. `gap`: later ones are parked until what is missing comes, which is
 * handled at once. `held`: a message of it is parked, and all others wait behind it.
 */
export type KeyState = 'open' | 'gap' | 'held';

/** What a subscription knows of a key. */
export interface KeyRow {
  /** The sequence handled last; null while there is none. */
  readonly last: number | null;
  readonly state: KeyState;
}

export const NEW_KEY: KeyRow = { last: null, state: 'open' };

/** What is to be done with a record. */
export type Verdict = 'handle' | 'duplicate' | 'wait' | 'gap';

/** @param strict whether the first record of a key must be the first of its stream */
export function decide({ last, state }: KeyRow, item: ReceivedRecord, strict: boolean): Verdict {
  const { sequence, tracking } = item;
  if (tracking === 'sequence' && sequence !== null && last !== null && sequence <= last) return 'duplicate';
  if (state === 'held') return 'wait';
  return isMissing(last, item, strict) ? 'gap' : 'handle';
}

/** Whether something between the row and the record has not come yet. */
export function isMissing(
  last: number | null,
  { tracking, previous, startsHistory }: Pick<ReceivedRecord, 'tracking' | 'previous' | 'startsHistory'>,
  strict: boolean,
): boolean {
  if (tracking !== 'sequence' || startsHistory || previous === null) return false;
  return last === null ? strict && previous > 0 : previous > last;
}
