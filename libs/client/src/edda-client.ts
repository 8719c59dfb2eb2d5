import createClient, { type Client, type FetchResponse, type MaybeOptionalInit, type Middleware } from 'openapi-fetch';
import { EddaApiError } from './errors/edda-api-error.js';
import { followRun, type FollowOptions, type RunEvent } from './events/follow-run.js';
import { KEYED_WRITES, type components, type paths } from './generated/api.js';
import { untilKnown } from './transport/until-known.js';
import { DEFAULT_RETRY, type RetryOptions } from './transport/backoff.js';
import { IDEMPOTENCY_KEY, persistentFetch, type Fetch } from './transport/persistent-fetch.js';

type Method = 'get' | 'post' | 'patch';
type Json = 'application/json';

/** The paths that take a method. */
export type PathsWith<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends { responses: unknown } ? P : never;
}[keyof paths];

/** What a call takes besides its path: parameters, body, headers, signal. */
export type Init<P extends PathsWith<M>, M extends Method> = MaybeOptionalInit<paths[P], M>;

type InitArguments<I> = undefined extends I ? [init?: I] : [init: I];

type NoContent<O> = O extends { responses: infer R } ? (204 extends keyof R ? undefined : never) : never;

/** What a call answers; undefined for 204. */
export type Answer<P extends PathsWith<M>, M extends Method> =
  NonNullable<FetchResponse<paths[P][M] & Record<string, unknown>, object, Json>['data']> | NoContent<paths[P][M]>;

/** The items of a list that comes in pages; never for other paths. */
export type ItemOf<P extends PathsWith<'get'>> =
  Answer<P, 'get'> extends { items: (infer T)[]; nextCursor: string | null } ? T : never;

/** The paths of lists that come in pages. */
export type ListPath = { [P in PathsWith<'get'>]: [ItemOf<P>] extends [never] ? never : P }[PathsWith<'get'>];

export interface EddaClientOptions {
  /** The origin of the gateway, such as `https://edda.example`. */
  readonly baseUrl: string;
  /** Its access token, where it needs one. */
  readonly token?: string | undefined;
  /** Shown instead for `/api/v1/services/...`. */
  readonly operatorToken?: string | undefined;
  /** Milliseconds until an answer must have begun; 0 for no limit. 30,000 unless given. */
  readonly timeoutMs?: number;
  readonly retry?: RetryOptions;
  /** In place of the global one. */
  readonly fetch?: Fetch;
}

/** A file to upload. */
export interface Upload {
  readonly file: Blob;
  readonly fileName: string;
  /** The source as its user names it; the name of the file unless given. */
  readonly source?: string | undefined;
  /** The content that asked for these bytes. */
  readonly contentId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const OPERATORS = '/api/v1/services/';

/**
 * Calls the REST API of one gateway.
 *
 * Every call throws an {@link EddaApiError} for an answer other than success, a TypeError for a network that failed, a
 * `TimeoutError` for an answer that does not begin in time, and the reason of its signal.
 */
export class EddaClient {
  private readonly api: Client<paths, Json>;
  private readonly retry: Required<RetryOptions>;

  constructor({
    baseUrl,
    timeoutMs = 30_000,
    fetch = (request) => globalThis.fetch(request),
    ...rest
  }: EddaClientOptions) {
    this.retry = { ...DEFAULT_RETRY, ...rest.retry };
    this.api = createClient<paths, Json>({
      baseUrl,
      // A token is for this address alone.
      redirect: 'error',
      fetch: persistentFetch({ fetch, retry: this.retry, timeoutMs }),
    });
    this.api.use(tokens(rest), KEYS, PROBLEMS);
  }

  async get<P extends PathsWith<'get'>>(path: P, ...[init]: InitArguments<Init<P, 'get'>>): Promise<Answer<P, 'get'>> {
    const { data } = await this.call('get', path, init);
    return data as Answer<P, 'get'>;
  }

  /** Sends an idempotency key of its own where the operation takes one and `init` names none. */
  async post<P extends PathsWith<'post'>>(
    path: P,
    ...[init]: InitArguments<Init<P, 'post'>>
  ): Promise<Answer<P, 'post'>> {
    const { data } = await this.call('post', path, init);
    return data as Answer<P, 'post'>;
  }

  async patch<P extends PathsWith<'patch'>>(
    path: P,
    ...[init]: InitArguments<Init<P, 'patch'>>
  ): Promise<Answer<P, 'patch'>> {
    const { data } = await this.call('patch', path, init);
    return data as Answer<P, 'patch'>;
  }

  /** The answer as it comes, such as a file, or a report as `text/markdown`: what it is asked for as, and not read yet. */
  async open<P extends PathsWith<'get'>>(
    path: P,
    accept: string,
    ...[init]: InitArguments<Init<P, 'get'>>
  ): Promise<Response> {
    const { response } = await this.call('get', path, { ...init, parseAs: 'stream', headers: { accept } });
    return response;
  }

  /** Every item of a list, page by page. `init` says which; its `limit` is the size of a page. */
  async *items<P extends ListPath>(path: P, ...[init]: InitArguments<Init<P, 'get'>>): AsyncGenerator<ItemOf<P>> {
    const { params, ...rest } = (init ?? {}) as { params?: { query?: object } };
    for (let cursor: string | null | undefined; cursor !== null;) {
      const query = { ...params?.query, ...(cursor !== undefined && { cursor }) };
      const { data } = await this.call('get', path, { ...rest, params: { ...params, query } });
      const page = data as { items: ItemOf<P>[]; nextCursor: string | null };
      yield* page.items;
      cursor = page.nextCursor;
    }
  }

  /** The story of a research run as it happens, until it is over; a stream that breaks is taken up where it was. */
  runEvents(workflowId: string, options: FollowOptions = {}): AsyncGenerator<RunEvent> {
    const open = (after: number, signal: AbortSignal): Promise<Response> =>
      this.open('/api/v1/research/workflows/{workflowId}/events', 'text/event-stream', {
        params: { path: { workflowId }, query: { after } },
        signal,
      });
    return followRun({ open, retry: this.retry }, options);
  }

  /**
   * Takes a file in. With a `contentId` it is sent again where that is worth it: the same bytes change nothing, and a content
   * that was asked for a moment ago may not be known yet.
   */
  async upload({ file, fileName, source, contentId, signal }: Upload): Promise<components['schemas']['ContentDto']> {
    const form = new FormData();
    // The fields first, so that the receiver knows whose bytes these are when they arrive.
    if (contentId !== undefined) form.set('contentId', contentId);
    if (source !== undefined) form.set('source', source);
    form.set('file', file, fileName);
    const init = { body: form, bodySerializer: (body: unknown) => body, ...(signal && { signal }) };
    const send = async (): Promise<unknown> => (await this.call('post', '/api/v1/contents', init)).data;
    const sent = contentId === undefined ? send() : untilKnown(send, this.retry, signal);
    return (await sent) as components['schemas']['ContentDto'];
  }

  private call(method: Method, path: string, init: object = {}): Promise<{ data?: unknown; response: Response }> {
    // What goes in and comes out is typed by the methods above; the generic of the library cannot be passed on.
    const request = this.api.request as unknown as UntypedRequest;
    return request(method, path, init);
  }
}

type UntypedRequest = (method: Method, path: string, init: object) => Promise<{ data?: unknown; response: Response }>;

function tokens({ token, operatorToken }: Pick<EddaClientOptions, 'token' | 'operatorToken'>): Middleware {
  return {
    onRequest: ({ request, schemaPath }) => {
      const shown = schemaPath.startsWith(OPERATORS) ? (operatorToken ?? token) : token;
      if (shown !== undefined) request.headers.set('authorization', `Bearer ${shown}`);
    },
  };
}

const KEYS: Middleware = {
  onRequest: ({ request, schemaPath }) => {
    if (!KEYED_WRITES.has(`${request.method} ${schemaPath}`) || request.headers.has(IDEMPOTENCY_KEY)) return;
    request.headers.set(IDEMPOTENCY_KEY, crypto.randomUUID());
  },
};

const PROBLEMS: Middleware = {
  onResponse: async ({ response }) => {
    if (!response.ok) throw await EddaApiError.from(response);
  },
};
