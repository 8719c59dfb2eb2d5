/** Why a URL gave no bytes. The codes are stable. */
export type UrlFetchErrorCode =
  /** Not an absolute http(s) URL, or one with credentials in it. */
  | 'URL_INVALID'
  /** The address, or one that a redirect led to, is not public and not on the allow-list. */
  | 'URL_NOT_ALLOWED'
  /** No connection, no such host, a broken response, too many redirects. */
  | 'URL_UNREACHABLE'
  | 'URL_TOO_LARGE'
  | 'URL_TIMEOUT'
  /** The server answered with a status other than 2xx. */
  | 'URL_STATUS';

/** A URL could not be fetched. `retryable` says whether the same request may succeed later. */
export class UrlFetchError extends Error {
  override readonly name = 'UrlFetchError';

  constructor(
    readonly code: UrlFetchErrorCode,
    readonly detail: string,
    readonly retryable: boolean,
    options?: ErrorOptions,
  ) {
    super(`${code}: ${detail}`, options);
  }
}
