import type { IncomingHttpHeaders } from 'node:http';

export interface ContentRange {
  /** Null where none of the range could be had (status 416). */
  readonly start: number | null;
  /** Of the whole, in bytes; null when the source does not know. */
  readonly total: number | null;
}

/** Reads a `Content-Range` in bytes, such as `bytes 100-199/1000`; null for anything else. */
export function contentRangeOf(headers: IncomingHttpHeaders): ContentRange | null {
  const match = /^bytes\s+(?:(\d{1,15})-\d{1,15}|\*)\/(\d{1,15}|\*)$/i.exec(headers['content-range']?.trim() ?? '');
  if (!match) return null;
  const [, start, total] = match;
  return { start: start === undefined ? null : Number(start), total: total === '*' ? null : Number(total) };
}
