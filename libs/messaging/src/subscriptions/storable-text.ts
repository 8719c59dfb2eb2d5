import { createHash } from 'node:crypto';

/** Bytes of a text that is part of an index, which Postgres limits. */
const MAX_INDEXED = 512;

/** A text as a text column takes it, which refuses NUL: at most `length` characters. */
export function storable(text: string, length = 1024): string {
  return (text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text).slice(0, length);
}

/** A text that names something in an index: itself, or a hash of it where an index does not take it. */
export function indexable(text: string): string {
  const isFine = text.length <= MAX_INDEXED / 4 || Buffer.byteLength(text) <= MAX_INDEXED;
  return isFine && !text.includes('\0') ? text : `sha256-${createHash('sha256').update(text).digest('hex')}`;
}
