import { reasonOf } from '../terminal/reason-of.js';
import { printable } from '../terminal/printable.js';
import type { Pace } from '../pace.js';
import { ProblemError } from './problem-error.js';
import { isTransient, retry } from './retry.js';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST';
  readonly accept?: string;
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** A streamed body; needs its own `content-type` among the headers. */
  readonly body?: ReadableStream<Uint8Array>;
}

export interface ApiClientOptions {
  /** Address of the gateway, without `/api/v1`. */
  readonly url: string;
  readonly token?: string | undefined;
  readonly signal: AbortSignal;
  readonly pace: Pace;
  /** Told when the server stops answering, and when it answers again; once each per outage. */
  readonly onOutage?: (line: string) => void;
}

/** Requests to the REST API of one platform: address, token, problems as errors, retries. */
export class ApiClient {
  private troubled = false;
  private answered = false;

  constructor(private readonly options: ApiClientOptions) {}

  get url(): string {
    return this.options.url;
  }

  get signal(): AbortSignal {
    return this.options.signal;
  }

  get pace(): Pace {
    return this.options.pace;
  }

  /** The same client for a piece of work: one that ends earlier, or whose outages are told elsewhere. */
  with(options: Partial<Pick<ApiClientOptions, 'signal' | 'onOutage'>>): ApiClient {
    const client = new ApiClient({ ...this.options, ...options });
    client.answered = this.answered;
    return client;
  }

  /**
   * Sends one request below `/api/v1` once.
   * @throws ProblemError for any answer other than 2xx; the TypeError of `fetch` when the network failed
   */
  async send(path: string, request: ApiRequest): Promise<Response> {
    const { token, url, signal } = this.options;
    const headers = new Headers(request.headers);
    headers.set('accept', request.accept ?? 'application/json');
    if (token !== undefined) {
      headers.set('authorization', `Bearer ${token}`);
    }
    if (request.json !== undefined) {
      headers.set('content-type', 'application/json');
    }
    const response = await fetch(`${url}/api/v1${path}`, {
      method: request.method ?? 'GET',
      headers,
      signal,
      // A redirected POST would silently become a GET, and a token must not travel to another host.
      redirect: 'manual',
      ...(request.json !== undefined && { body: JSON.stringify(request.json) }),
      ...(request.body !== undefined && { body: request.body, duplex: 'half' as const }),
    });
    if (response.ok) {
      return response;
    }
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      const target = printable(response.headers.get('location') ?? 'an unnamed address');
      throw new ProblemError(response.status, null, `${url} redirects to ${target}; name that address with --server`);
    }
    throw await ProblemError.from(response);
  }

  /**
   * {@link send}, the answer read with `read`; both are tried again while the server cannot be reached or answers 5xx.
   * @param soon which problems the server is expected to get over within `connectGiveUpMs`
   */
  async request<T>(
    path: string,
    request: ApiRequest,
    read: (response: Response) => Promise<T>,
    soon?: (problem: ProblemError) => boolean,
  ): Promise<T> {
    return this.persist(async () => read(await this.send(path, request)), soon);
  }

  /**
   * Runs `attempt` again and again with this client's patience: short before the server has ever answered and for
   * problems named by `soon`, long for outages later on.
   */
  async persist<T>(attempt: () => Promise<T>, soon: (problem: ProblemError) => boolean = () => false): Promise<T> {
    const { pace, signal } = this.options;
    const begun = performance.now();
    const result = await retry(attempt, {
      signal,
      pace,
      giveUpMs: this.answered ? pace.outageGiveUpMs : pace.connectGiveUpMs,
      transient: (error) =>
        isTransient(error) ||
        (error instanceof ProblemError && soon(error) && performance.now() - begun < pace.connectGiveUpMs),
      onRetry: (error) => this.trouble(error),
    });
    this.fine();
    return result;
  }

  /** Notes that a request failed and will be tried again. */
  trouble(error: unknown): void {
    if (!this.troubled && isTransient(error)) {
      this.troubled = true;
      this.options.onOutage?.(`No answer from ${this.url}: ${reasonOf(error)}. Trying again.`);
    }
  }

  /** Notes that the server answers. */
  fine(): void {
    this.answered = true;
    if (this.troubled) {
      this.troubled = false;
      this.options.onOutage?.(`${this.url} answers again.`);
    }
  }
}
