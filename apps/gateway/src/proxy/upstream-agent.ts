import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent, type Dispatcher } from 'undici';

/** How one call to a service is carried out. */
export interface CallOptions {
  /** Ends the call: the caller has gone. */
  readonly signal: AbortSignal;
  /** Milliseconds to the headers of the answer and between its parts; 0 for no limit. */
  readonly timeoutMs: number;
}

type Callback = (error: Error | null, data: Dispatcher.ResponseData) => void;

/**
 * The connections to the services. `@fastify/reply-from` does not tell its client which request a call belongs to, and
 * so could not end it with its caller; the call's options come through the async context instead.
 */
export class UpstreamAgent {
  private readonly calls = new AsyncLocalStorage<CallOptions>();
  // As many connections as there are calls: event streams keep theirs and must not shut the others out.
  private readonly agent = new Agent({ connect: { timeout: 5000 } });

  /** Runs `call`, in which requests have these options. */
  with<T>(options: CallOptions, call: () => T): T {
    return this.calls.run(options, call);
  }

  request(options: Dispatcher.RequestOptions, callback: Callback): void {
    const call = this.calls.getStore();
    this.agent.request(
      { ...options, signal: call?.signal, headersTimeout: call?.timeoutMs, bodyTimeout: call?.timeoutMs },
      callback,
    );
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}
