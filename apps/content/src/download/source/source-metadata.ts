import type { IncomingHttpHeaders } from 'node:http';
import { fetchedFileName } from '../../fetching/fetched-file-name.js';
import { single } from '../../fetching/guarded-client.js';
import { contentRangeOf } from './content-range.js';

/** What a source says of what it has, before all of it is fetched. Plain JSON. */
export interface SourceMetadata {
  /** Where the redirects ended. */
  readonly finalUrl: string;
  readonly fileName: string;
  /** Without parameters, in lower case; `application/octet-stream` when the source does not say. */
  readonly mimeType: string;
  /** In bytes; null when the source does not say. */
  readonly size: number | null;
  /** Whether a fetch that was interrupted can be gone on with. */
  readonly resumable: boolean;
  /** What tells one state of the file from another for a later `If-Range`; null when the source says nothing reliable. */
  readonly validator: string | null;
}

export function sourceMetadata({
  url,
  status,
  headers,
}: {
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
}): SourceMetadata {
  const validator = isEncoded(headers) ? null : validatorOf(headers);
  const declared = single(headers['content-type']);
  const takesRanges = status === 206 || /\bbytes\b/i.test(headers['accept-ranges'] ?? '');
  return {
    finalUrl: url.href,
    fileName: fetchedFileName(url, declared ?? '', single(headers['content-disposition'])),
    mimeType: mimeTypeOf(declared),
    size: sizeOf(status, headers),
    resumable: validator !== null && takesRanges,
    validator,
  };
}

/** It comes back in the header of an answer one day, so what is no type does not count. */
function mimeTypeOf(declared: string | undefined): string {
  const type = declared?.split(';')[0]?.trim().toLowerCase() ?? '';
  return /^[a-z0-9][a-z0-9.+_-]{0,99}\/[a-z0-9][a-z0-9.+_-]{0,99}$/.test(type) ? type : 'application/octet-stream';
}

/** The whole size of a body in bytes, of an answer with all or a part of it; null when it cannot be told. */
export function sizeOf(status: number, headers: IncomingHttpHeaders): number | null {
  if (isEncoded(headers)) return null;
  if (status === 206 || status === 416) return contentRangeOf(headers)?.total ?? null;
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isSafeInteger(length) && length >= 0 ? length : null;
}

/** Bytes of an encoded body are not those of the file: they can be neither counted nor asked for. */
export function isEncoded(headers: IncomingHttpHeaders): boolean {
  return !['', 'identity'].includes((headers['content-encoding'] ?? '').trim().toLowerCase());
}

/**
 * What may stand in `If-Range`: an entity tag that is not weak, else a date of change at least a second before the answer
 * (RFC 9110, 8.8.2.2: within one second the file may have changed again).
 */
export function validatorOf(headers: IncomingHttpHeaders): string | null {
  const etag = headers.etag?.trim();
  if (etag && /^"[^"]*"$/.test(etag)) return etag;
  const lastModified = headers['last-modified'];
  const age = Date.parse(headers.date ?? '') - Date.parse(lastModified ?? '');
  return lastModified && age >= 1000 ? lastModified : null;
}
