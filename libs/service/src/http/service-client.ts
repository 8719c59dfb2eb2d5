import {
  backoffDelay,
  CALLER_HEADER,
  contextOrNew,
  EddaError,
  nextMessageId,
  pause,
  signCaller,
  type Backoff,
} from '@edda/kernel';
import { SpanKind, type Tracer } from '@opentelemetry/api';
import { inSpan } from '../tracing/in-span.js';
import { redactText } from '../logging/redact.js';
import { CORRELATION_HEADER } from './request-context.js';
import { errorOfResponse, isPassing, parsed, unreachable } from './service-response.js';

export interface ServiceClientOptions {
  /** The service that is called, for messages. */
  readonly name: string;
  /** Its origin, such as `http://127.0.0.1:3001`. */
  readonly baseUrl: string;
  readonly callerSecret: string;
  /** Milliseconds until the answer must be there in full; 10 s unless said otherwise. */
  readonly timeoutMs?: number;
  /** How often a GET is tried; 4 unless said otherwise. */
  readonly attempts?: number;
  readonly backoff?: Backoff;
  /** Makes a span of each call; null where spans are not recorded. */
  readonly tracer?: Tracer | null;
}

export interface ServiceRequest {
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const DEFAULT_BACKOFF: Backoff = { initial: 100, factor: 3, max: 2000, jitter: 0.3 };

/**
 * Calls another service over REST on behalf of the current caller: signed, under the same correlation id, and, where
 * ids derive from a message, with an Idempotency-Key that is the same at every attempt to handle it.
 */
export class ServiceClient {
  constructor(private readonly options: ServiceClientOptions) {}

  /** @throws EddaError the problem the service answered, or `UPSTREAM.UNAVAILABLE`, `UPSTREAM.TIMEOUT` */
  async get<T>(path: string, request: ServiceRequest = {}): Promise<T> {
    return parsed(this.options.name, await this.send('GET', path, request)) as T;
  }

  /** Like {@link get}, for an answer that is text. */
  async getText(path: string, request: ServiceRequest = {}): Promise<string> {
    return this.send('GET', path, request);
  }

  /** @returns the answer, or null when it has no body */
  async post<T>(path: string, request: ServiceRequest = {}): Promise<T | null> {
    const text = await this.send('POST', path, request);
    return text === '' ? null : (parsed(this.options.name, text) as T);
  }

  private async send(method: 'GET' | 'POST', path: string, request: ServiceRequest): Promise<string> {
    const { attempts = 4, backoff = DEFAULT_BACKOFF } = this.options;
    // Drawn once: every attempt of this call is the same call.
    const idempotencyKey = method === 'POST' && contextOrNew().derivation ? nextMessageId() : undefined;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.traced(method, path, () => this.attempt(method, path, request, idempotencyKey));
      } catch (error) {
        if (method !== 'GET' || attempt >= attempts || request.signal?.aborted || !isPassing(error)) throw error;
        await pause(backoffDelay(attempt, backoff), request.signal);
      }
    }
  }

  private traced(method: string, path: string, call: () => Promise<string>): Promise<string> {
    const { name, baseUrl, tracer } = this.options;
    if (!tracer) return call();
    const { href, hostname, port, protocol } = new URL(path, baseUrl);
    const attributes = {
      'http.request.method': method,
      'url.full': redactText(href),
      'server.address': hostname,
      'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
      'peer.service': name,
    };
    return inSpan(tracer, `${method} ${name}`, { kind: SpanKind.CLIENT, attributes }, call);
  }

  private async attempt(
    method: string,
    path: string,
    { body, headers, signal }: ServiceRequest,
    idempotencyKey: string | undefined,
  ): Promise<string> {
    const { name, baseUrl, callerSecret, timeoutMs = 10_000 } = this.options;
    const context = contextOrNew();
    const timeout = AbortSignal.timeout(timeoutMs);
    const allHeaders: Record<string, string> = {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
      [CALLER_HEADER]: await signCaller({ tenantId: context.tenantId, userId: context.userId }, callerSecret),
      [CORRELATION_HEADER]: context.correlationId,
      ...(context.traceparent && { traceparent: context.traceparent }),
      ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
    };
    const url = new URL(path, baseUrl);
    try {
      const response = await fetch(url, {
        method,
        headers: allHeaders,
        body: body === undefined ? undefined : JSON.stringify(body),
        redirect: 'error',
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      const text = await response.text();
      if (response.ok) return text;
      throw errorOfResponse(name, url.pathname, response.status, text);
    } catch (error) {
      if (error instanceof EddaError) throw error;
      signal?.throwIfAborted();
      throw unreachable(name, url.origin, error, timeout.aborted ? timeoutMs : undefined);
    }
  }
}
