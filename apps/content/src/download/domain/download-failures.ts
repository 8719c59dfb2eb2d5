import { EddaError, type ErrorKind } from '@edda/kernel';

/** Why a download failed. The codes are stable. */
const FAILURES = {
  'DOWNLOAD.URL_INVALID': 'invalid',
  /** The address, or one that a redirect led to, is not public and not on the allow-list. */
  'DOWNLOAD.URL_NOT_ALLOWED': 'forbidden',
  /** A name that does not exist, a wrong certificate: it will not be better later. */
  'DOWNLOAD.SOURCE_UNREACHABLE': 'invalid',
  /** A status from 400 to 499 other than 408 and 429. */
  'DOWNLOAD.SOURCE_REFUSED': 'invalid',
  /** No connection, one that broke, a status from 500 on, 408 or 429. */
  'DOWNLOAD.SOURCE_UNAVAILABLE': 'unavailable',
  'DOWNLOAD.SOURCE_TIMED_OUT': 'unavailable',
  'DOWNLOAD.TYPE_REFUSED': 'unsupported',
  'DOWNLOAD.TOO_LARGE': 'too-large',
  /** The disk of the service. */
  'DOWNLOAD.STORAGE_FAILED': 'unavailable',
  'DOWNLOAD.INFECTED': 'forbidden',
  'DOWNLOAD.SCANNER_UNAVAILABLE': 'unavailable',
  /** Larger than what the virus scanner takes. */
  'DOWNLOAD.SCAN_REFUSED': 'too-large',
  'DOWNLOAD.IMAGE_INVALID': 'unsupported',
  'DOWNLOAD.TOO_MANY_PIXELS': 'too-large',
} as const satisfies Record<string, ErrorKind>;

export type DownloadFailureCode = keyof typeof FAILURES;

export function downloadFailure(code: DownloadFailureCode, detail: string, cause?: unknown): EddaError {
  return new EddaError(FAILURES[code], code, detail, [], { cause });
}

/** Whether a new request for the same may succeed later, by the code with which the first one ended. */
export function isRetryable(code: string): boolean {
  if (code === 'DOWNLOAD.CANCELLED' || code === 'SAGA.STEP_TIMED_OUT') return true;
  return Object.hasOwn(FAILURES, code) && FAILURES[code as DownloadFailureCode] === 'unavailable';
}
