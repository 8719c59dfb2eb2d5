import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';

export interface OneRequestOptions {
  readonly method: 'GET' | 'HEAD';
  readonly headers: Readonly<Record<string, string>>;
  readonly lookup: LookupFunction;
  /** Milliseconds until the connection must stand. */
  readonly connectTimeoutMs: number;
  /** Milliseconds without a byte. */
  readonly idleTimeoutMs: number;
  readonly signal: AbortSignal | null;
}

/** One request on a connection of its own: one that is kept open would be used again without a check of its address. */
export class OneRequest {
  /** Why it was given up from here; null when it was not. */
  failure: unknown = null;

  private readonly request: ClientRequest;
  private readonly connecting: NodeJS.Timeout;
  private body: IncomingMessage | null = null;

  constructor(
    url: URL,
    private readonly options: OneRequestOptions,
  ) {
    const { method, headers, lookup, connectTimeoutMs, idleTimeoutMs, signal } = options;
    const isSecure = url.protocol === 'https:';
    const send = isSecure ? httpsRequest : httpRequest;
    this.request = send(url, { method, headers: { ...headers }, lookup, agent: false, timeout: idleTimeoutMs });
    this.request.on('timeout', () => this.giveUp(timeout(`sent nothing for ${idleTimeoutMs} ms`)));
    this.connecting = setTimeout(
      () => this.giveUp(timeout(`took no connection within ${connectTimeoutMs} ms`)),
      connectTimeoutMs,
    );
    this.request.on('socket', (socket) =>
      socket.once(isSecure ? 'secureConnect' : 'connect', () => clearTimeout(this.connecting)),
    );
    signal?.addEventListener('abort', this.abort);
  }

  /** The answer, with its body to be read. */
  response(): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      // Stays for the whole connection: what it ends with must reach somebody, or it ends the process.
      this.request.on('error', reject);
      this.request.on('response', (response) => {
        this.body = response.on('error', () => undefined);
        resolve(response);
      });
      if (this.options.signal?.aborted) this.abort();
      this.request.end();
    });
  }

  close(): void {
    clearTimeout(this.connecting);
    this.options.signal?.removeEventListener('abort', this.abort);
    this.body?.destroy();
    this.request.destroy();
  }

  private readonly abort = (): void => this.giveUp(this.options.signal?.reason);

  private giveUp(reason: unknown): void {
    this.failure ??= reason;
    const error = reason instanceof Error ? reason : new Error(String(reason));
    // A response whose request is destroyed would only say that it was cut off.
    if (this.body) this.body.destroy(error);
    else this.request.destroy(error);
  }
}

function timeout(what: string): Error {
  return Object.assign(new Error(`It ${what}.`), { code: 'ETIMEDOUT' });
}
