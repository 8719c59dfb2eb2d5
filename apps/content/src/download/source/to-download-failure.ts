import { EddaError } from '@edda/kernel';
import { UrlFetchError } from '../../fetching/url-fetch-error.js';
import { downloadFailure, type DownloadFailureCode } from '../domain/download-failures.js';

/** What a request to a source ended with, as a failure of the download. Anything else stays what it is. */
export function toDownloadFailure(error: unknown): unknown {
  if (error instanceof EddaError || !(error instanceof UrlFetchError)) return error;
  return downloadFailure(codeOf(error), error.detail, error);
}

function codeOf({ code, retryable }: UrlFetchError): DownloadFailureCode {
  switch (code) {
    case 'URL_INVALID':
      return 'DOWNLOAD.URL_INVALID';
    case 'URL_NOT_ALLOWED':
      return 'DOWNLOAD.URL_NOT_ALLOWED';
    case 'URL_TOO_LARGE':
      return 'DOWNLOAD.TOO_LARGE';
    case 'URL_TIMEOUT':
      return 'DOWNLOAD.SOURCE_TIMED_OUT';
    case 'URL_STATUS':
      return retryable ? 'DOWNLOAD.SOURCE_UNAVAILABLE' : 'DOWNLOAD.SOURCE_REFUSED';
    case 'URL_UNREACHABLE':
      return retryable ? 'DOWNLOAD.SOURCE_UNAVAILABLE' : 'DOWNLOAD.SOURCE_UNREACHABLE';
  }
}
