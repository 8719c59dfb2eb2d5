import { UrlFetchError } from './url-fetch-error.js';

/** A status that is no success; 5xx, 429 and 408 may be better later. */
export function statusError(status: number, url: URL): UrlFetchError {
  const retryable = status >= 500 || status === 429 || status === 408;
  return new UrlFetchError('URL_STATUS', `${url.host} answered with status ${status}.`, retryable);
}
