import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders, IncomingMessage, RequestOptions } from 'node:http';
import type { Readable } from 'node:stream';
import { pause } from '@edda/kernel';
import { callUpstream, FailedCall } from './upstream-call.js';
import { UpstreamSockets } from './upstream-sockets.js';

/** How one call to a service is carried out. */
export interface CallOptions {
  /** Ends the call: the caller has gone. */
  readonly signal: AbortSignal;
  /** Milliseconds to the headers of the answer and between its parts; 0 for no limit. */
  readonly timeoutMs: number;
}

/** What `@fastify/reply-from` asks for. */
interface ForwardedRequest {
  readonly origin: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: Readable | string | null;
}

interface ForwardedAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

type Callback = (error: Error | null, answer?: ForwardedAnswer) => void;

/** How often a call is made that finds no connection, and milliseconds before the next time: another instance may take it. */
const ATTEMPTS = 3;
const NEXT_ATTEMPT_MS = 50;

const ONLY_READS = new Set(['GET', 'HEAD']);

/**
 * Calls the services. `@fastify/reply-from` does not tell its client which request a call belongs to, and so could not
 * end it with its caller; the call's options come through the async context instead.
 *
 * By Node's own client: undici 7 ends the process when a service closes its connection behind a body that nobody has
 * read yet (nodejs/undici#5360), as one that goes away does.
 */
export class UpstreamAgent {
  private readonly calls = new AsyncLocalStorage<CallOptions>();
  private readonly sockets = new UpstreamSockets();

  /** Runs `call`, in which requests have these options. */
  with<T>(options: CallOptions, call: () => T): T {
    return this.calls.run(options, call);
  }

  request(request: ForwardedRequest, callback: Callback): void {
    const { signal, timeoutMs = 0 } = this.calls.getStore() ?? {};
    this.answerOf(request, timeoutMs, signal).then(
      (body) => callback(null, { statusCode: body.statusCode ?? 502, headers: body.headers, body }),
      (error: unknown) => callback(error instanceof FailedCall ? error.cause : (error as Error)),
    );
  }

  close(): void {
    this.sockets.destroy();
  }

  private async answerOf(request: ForwardedRequest, timeoutMs: number, signal?: AbortSignal): Promise<IncomingMessage> {
    const options = optionsOf(request, signal);
    const kept = this.sockets.of(options.protocol);
    const body = typeof request.body === 'object' ? request.body : null;
    let onlyReadsAgain = ONLY_READS.has(request.method);
    for (let attempt = 1; ; attempt++) {
      try {
        return await callUpstream({ options, agent: attempt === 1 && kept, body, timeoutMs });
      } catch (error) {
        if (!(error instanceof FailedCall) || signal?.aborted || !isLost(error.cause)) throw error;
        if (error.isSent) {
          // A kept connection may close just as it is used: what only reads is tried on another one.
          if (!onlyReadsAgain) throw error;
          onlyReadsAgain = false;
        } else {
          if (attempt >= ATTEMPTS) throw error;
          await pause(NEXT_ATTEMPT_MS * attempt, signal);
        }
      }
    }
  }
}

const LOST = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** Whether there was no connection, or it has broken; not whether the call took too long. */
function isLost(error: Error): boolean {
  return 'code' in error && LOST.has(String(error.code));
}

function optionsOf(
  { origin, path, method, headers }: ForwardedRequest,
  signal?: AbortSignal,
): RequestOptions & { protocol: string } {
  const { protocol, hostname, port } = new URL(origin);
  const given = Object.entries(headers).filter(([, value]) => value !== undefined);
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ''),
    port,
    path,
    method,
    headers: Object.fromEntries(given),
    ...(signal && { signal }),
  };
}
