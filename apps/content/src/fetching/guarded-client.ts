import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { EddaError } from '@edda/kernel';
import { AddressAllowList } from './address-allow-list.js';
import { guardedLookup, notAllowed, type ResolveAll, resolveWithSystem } from './guarded-lookup.js';
import { parseAddress } from './is-public-address.js';
import { OneRequest } from './one-request.js';
import { parseFetchUrl } from './parse-fetch-url.js';
import { toUrlFetchError } from './to-url-fetch-error.js';
import { UrlFetchError } from './url-fetch-error.js';

export interface GuardedClientOptions {
  /** Hosts, `host:port` pairs, addresses and CIDR networks that may be fetched from although they are not public. */
  readonly allow?: readonly string[];
  /** Milliseconds until a connection must stand. Default 10,000. */
  readonly connectTimeoutMs?: number;
  /** Milliseconds without a byte after which a server is given up. Default 60,000. */
  readonly idleTimeoutMs?: number;
  /** Default 5. */
  readonly maxRedirects?: number;
  /** The version after `Edda/` in the User-Agent header. */
  readonly version?: string;
  /** How names become addresses. Default: the operating system's resolver. */
  readonly resolveAll?: ResolveAll;
}

export interface GuardedRequest {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** What a server answered, whatever the status. Lasts until the call it was handed to has ended. */
export interface GuardedResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readable;
  /** Where the redirects ended. */
  readonly url: URL;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Requests from the public internet and from nowhere else: every address is checked when it is connected to, after every
 * redirect, in every spelling.
 */
export class GuardedClient {
  private readonly allowList: AddressAllowList;
  private readonly options: Required<Omit<GuardedClientOptions, 'allow'>>;

  constructor({ allow = [], ...options }: GuardedClientOptions = {}) {
    this.allowList = new AddressAllowList(allow);
    this.options = {
      connectTimeoutMs: 10_000,
      idleTimeoutMs: 60_000,
      maxRedirects: 5,
      version: '0.1.0',
      resolveAll: resolveWithSystem,
      ...options,
    };
  }

  /**
   * Sends a request, follows its redirects, and hands the answer to `take`.
   *
   * @param text an absolute http(s) URL without credentials
   * @throws UrlFetchError for whatever the connection ended with, also in `take`; EddaError as `take` throws it
   */
  async request<T>(text: string, options: GuardedRequest, take: (response: GuardedResponse) => Promise<T>): Promise<T> {
    let url = parseFetchUrl(text);
    for (let redirects = 0; redirects <= this.options.maxRedirects; redirects++) {
      const answer = await this.requestOnce(url, options, take);
      if (!(answer instanceof Redirect)) return answer;
      url = answer.target;
    }
    const detail = `More than ${this.options.maxRedirects} redirects, the last one to ${url.host}.`;
    throw new UrlFetchError('URL_UNREACHABLE', detail, false);
  }

  private async requestOnce<T>(
    url: URL,
    { method = 'GET', headers = {}, signal }: GuardedRequest,
    take: (response: GuardedResponse) => Promise<T>,
  ): Promise<T | Redirect> {
    const port = Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
    // A literal address never reaches the lookup of the connection.
    if (parseAddress(url.hostname) && !this.allowList.allowsAddress(url.hostname, port)) {
      throw notAllowed(url.hostname, url.hostname);
    }
    const { connectTimeoutMs, idleTimeoutMs, resolveAll, version } = this.options;
    const request = new OneRequest(url, {
      method,
      headers: { 'user-agent': `Edda/${version}`, ...headers },
      lookup: guardedLookup(this.allowList, port, resolveAll),
      connectTimeoutMs,
      idleTimeoutMs,
      signal: signal ?? null,
    });
    try {
      const body = await request.response();
      const { statusCode: status = 0, headers: answered } = body;
      const location = single(answered['location']);
      if (REDIRECTS.has(status) && location) return new Redirect(parseFetchUrl(location, url));
      return await take({ status, headers: answered, body, url });
    } catch (error) {
      const reason = request.failure ?? error;
      throw reason instanceof EddaError ? reason : toUrlFetchError(reason, url);
    } finally {
      request.close();
    }
  }
}

class Redirect {
  constructor(readonly target: URL) {}
}

/** The first of the values a header was sent with. */
export function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}
