import { EddaError, isUuid } from '@edda/kernel';

/** What a part of a cursor is; a `timestamp` is an ISO 8601 text in UTC. */
export type CursorPart = 'string' | 'number' | 'uuid' | 'timestamp';

type ValueOf<P extends CursorPart> = P extends 'number' ? number : string;

/** The values of a cursor with the given parts. */
export type CursorValues<S extends readonly CursorPart[]> = { -readonly [I in keyof S]: ValueOf<S[I]> };

/** An opaque text for the place in a list after the row with these sort values (base64url of JSON). */
export function encodeCursor(values: readonly (string | number | Date)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Reads a cursor that a client sent back. Its parts are checked, so that a query can rely on them.
 *
 * @throws EddaError `CURSOR.INVALID` when it is not one this list has handed out
 */
export function decodeCursor<const S extends readonly CursorPart[]>(text: string, parts: S): CursorValues<S> {
  const values = parsed(text);
  if (!Array.isArray(values) || values.length !== parts.length || !parts.every((part, at) => is(part, values[at]))) {
    throw new EddaError(
      'invalid',
      'CURSOR.INVALID',
      `The cursor is not one of this list: leave it out to start over.`,
      [{ field: 'cursor', value: text.slice(0, 100), message: 'must be the nextCursor of an earlier answer' }],
    );
  }
  return values as CursorValues<S>;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function is(part: CursorPart, value: unknown): boolean {
  switch (part) {
    case 'string':
      return typeof value === 'string' && !value.includes('\0');
    case 'number':
      return Number.isSafeInteger(value);
    case 'uuid':
      return isUuid(value);
    case 'timestamp':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value)) && new Date(value).toISOString() === value;
  }
}
