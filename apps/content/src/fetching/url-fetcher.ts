import { fetchedFileName } from './fetched-file-name.js';
import { GuardedClient, type GuardedClientOptions, type GuardedResponse, single } from './guarded-client.js';
import { readBody, tooLarge } from './read-body.js';
import { statusError } from './status-error.js';

export interface UrlFetcherOptions extends Omit<GuardedClientOptions, 'idleTimeoutMs'> {
  /** Default 50 MiB; holds for the body as sent and inflated. */
  readonly maxBytes?: number;
  /** Milliseconds for everything, redirects included. Default 60,000. */
  readonly timeoutMs?: number;
}

export interface FetchedUrl {
  readonly bytes: Uint8Array;
  /** The `Content-Type` as sent, with its charset, e.g. `text/html; charset=shift_jis`; `application/octet-stream` if none was. */
  readonly mimeType: string;
  /** Where the redirects ended. */
  readonly finalUrl: string;
  readonly fileName: string;
}

/** Fetches documents from the public internet and from nowhere else. */
export class UrlFetcher {
  private readonly client: GuardedClient;
  private readonly maxBytes: number;
  private readonly timeoutMs: number;

  constructor({ maxBytes = 50 * 1024 * 1024, timeoutMs = 60_000, ...options }: UrlFetcherOptions = {}) {
    this.client = new GuardedClient({ ...options, idleTimeoutMs: timeoutMs });
    this.maxBytes = maxBytes;
    this.timeoutMs = timeoutMs;
  }

  /**
   * Fetches one document.
   *
   * @param text an absolute http(s) URL without credentials
   * @param stop gives it up early
   * @throws UrlFetchError
   */
  async fetch(text: string, stop?: AbortSignal): Promise<FetchedUrl> {
    const headers = {
      accept: 'text/html, text/markdown, text/plain, application/pdf, */*;q=0.5',
      'accept-encoding': 'gzip, deflate, br',
    };
    const timeout = AbortSignal.timeout(this.timeoutMs);
    const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
    return this.client.request(text, { headers, signal }, (response) => this.receive(response));
  }

  private async receive({ status, headers, body, url }: GuardedResponse): Promise<FetchedUrl> {
    const { maxBytes } = this;
    if (status < 200 || status > 299) throw statusError(status, url);
    if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
    const bytes = await readBody(body, headers['content-encoding'] ?? '', maxBytes);
    const mimeType = single(headers['content-type']) ?? 'application/octet-stream';
    const fileName = fetchedFileName(url, mimeType, single(headers['content-disposition']));
    return { bytes, mimeType, finalUrl: url.href, fileName };
  }
}
