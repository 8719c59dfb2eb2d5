import type { Readable } from 'node:stream';
import { Agent, request } from 'undici';
import { AddressAllowList } from './address-allow-list.js';
import { fetchedFileName } from './fetched-file-name.js';
import { guardedLookup, notAllowed, type ResolveAll, resolveWithSystem } from './guarded-lookup.js';
import { parseAddress } from './is-public-address.js';
import { parseFetchUrl } from './parse-fetch-url.js';
import { readBody, tooLarge } from './read-body.js';
import { toUrlFetchError } from './to-url-fetch-error.js';
import { UrlFetchError } from './url-fetch-error.js';

export interface UrlFetcherOptions {
  /** Hosts, `host:port` pairs, addresses and CIDR networks that may be fetched from although they are not public. */
  readonly allow?: readonly string[];
  /** Default 50 MiB; holds for the body as sent and inflated. */
  readonly maxBytes?: number;
  /** Milliseconds until a connection must stand. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds for everything, redirects included. Default 60,000. */
  readonly timeoutMs?: number;
  /** Default 5. */
  readonly maxRedirects?: number;
  /** The version after `Edda/` in the User-Agent header. */
  readonly version?: string;
  /** How names become addresses. Default: the operating system's resolver. */
  readonly resolveAll?: ResolveAll;
}

export interface FetchedUrl {
  readonly bytes: Uint8Array;
  /** The `Content-Type` as sent, with its charset, e.g. `text/html; charset=shift_jis`; `application/octet-stream` if none was. */
  readonly mimeType: string;
  /** Where the redirects ended. */
  readonly finalUrl: string;
  readonly fileName: string;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Fetches documents from the public internet and from nowhere else: every address is checked when it is connected to, after every
 * redirect, in every spelling.
 */
export class UrlFetcher {
  private readonly allowList: AddressAllowList;
  private readonly options: Required<Omit<UrlFetcherOptions, 'allow'>>;

  constructor({ allow = [], ...options }: UrlFetcherOptions = {}) {
    this.allowList = new AddressAllowList(allow);
    this.options = {
      maxBytes: 50 * 1024 * 1024,
      connectTimeoutMs: 10_000,
      timeoutMs: 60_000,
      maxRedirects: 5,
      version: '0.1.0',
      resolveAll: resolveWithSystem,
      ...options,
    };
  }

  /**
   * Fetches one document.
   *
   * @param text an absolute http(s) URL without credentials
   * @throws UrlFetchError
   */
  async fetch(text: string): Promise<FetchedUrl> {
    const signal = AbortSignal.timeout(this.options.timeoutMs);
    let url = parseFetchUrl(text);
    for (let redirects = 0; redirects <= this.options.maxRedirects; redirects++) {
      const answer = await this.fetchOnce(url, signal);
      if (!(answer instanceof URL)) return answer;
      url = answer;
    }
    const detail = `More than ${this.options.maxRedirects} redirects, the last one to ${url.host}.`;
    throw new UrlFetchError('URL_UNREACHABLE', detail, false);
  }

  /** The document, or where the server redirects to. */
  private async fetchOnce(url: URL, signal: AbortSignal): Promise<FetchedUrl | URL> {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    // A literal address never reaches the lookup of the connection.
    if (parseAddress(url.hostname) && !this.allowList.allowsAddress(url.hostname, port)) {
      throw notAllowed(url.hostname, url.hostname);
    }
    const { connectTimeoutMs, timeoutMs, resolveAll } = this.options;
    // One agent per request: a connection kept open would be used again without a check.
    const agent = new Agent({
      connect: { lookup: guardedLookup(this.allowList, port, resolveAll), timeout: connectTimeoutMs },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      pipelining: 0,
    });
    try {
      return await this.receive(url, agent, signal);
    } catch (error) {
      throw toUrlFetchError(error, url);
    } finally {
      await agent.destroy().catch(() => undefined);
    }
  }

  private async receive(url: URL, dispatcher: Agent, signal: AbortSignal): Promise<FetchedUrl | URL> {
    const { maxBytes, version } = this.options;
    const { statusCode, headers, body } = await request(url, {
      dispatcher,
      signal,
      headers: {
        'user-agent': `Edda/${version}`,
        accept: 'text/html, text/markdown, text/plain, application/pdf, */*;q=0.5',
        'accept-encoding': 'gzip, deflate, br',
      },
    });
    const location = single(headers['location']);
    if (REDIRECTS.has(statusCode) && location) {
      discard(body);
      return parseFetchUrl(location, url);
    }
    if (statusCode < 200 || statusCode > 299) {
      discard(body);
      const retryable = statusCode >= 500 || statusCode === 429 || statusCode === 408;
      throw new UrlFetchError('URL_STATUS', `${url.host} answered with status ${statusCode}.`, retryable);
    }
    if (Number(single(headers['content-length']) ?? 0) > maxBytes) {
      discard(body);
      throw tooLarge(maxBytes);
    }
    const bytes = await readBody(body, single(headers['content-encoding']) ?? '', maxBytes);
    const mimeType = single(headers['content-type']) ?? 'application/octet-stream';
    const fileName = fetchedFileName(url, mimeType, single(headers['content-disposition']));
    return { bytes, mimeType, finalUrl: url.href, fileName };
  }
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** Ends a response whose body is not wanted; the abort that this is to the client is no error to anyone. */
function discard(body: Readable): void {
  body.on('error', () => undefined).destroy();
}
