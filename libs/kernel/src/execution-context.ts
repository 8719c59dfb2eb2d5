import { AsyncLocalStorage } from 'node:async_hooks';
import { deriveId, newId, type Uuid } from './ids.js';

/** The tenant of every request until identity exists. */
export const DEFAULT_TENANT = 'default';

/** Who and what the running code works for. Carried by the async context, never by hand. */
export interface ExecutionContext {
  /** The service whose code runs; several share a process in `standalone`. */
  readonly service: string;
  readonly tenantId: string;
  readonly userId: string | null;
  /** Joins every event, log line and call that follows from one action. */
  readonly correlationId: Uuid;
  /** The id of the message that caused what happens now. */
  readonly causationId: Uuid | null;
  /** W3C trace context. */
  readonly traceparent: string | null;
  /** Where derived ids start while a message is handled; absent when nothing can be retried under the same identity. */
  readonly derivation?: IdDerivation;
}

/** Hands out ids that are the same at every attempt to handle one message. */
export class IdDerivation {
  private index = 0;
  private branches = 0;
  private known: Uuid | null = null;

  /** @param origin the id of the message, combined with the name of the subscription that handles it; asked for when needed */
  constructor(private readonly origin: Uuid | (() => Uuid)) {}

  private get cause(): Uuid {
    return (this.known ??= typeof this.origin === 'function' ? this.origin() : this.origin);
  }

  next(): Uuid {
    return deriveId(this.cause, this.index++);
  }

  /**
   * A derivation of its own for work that commits by itself. What it has done is not done again at the next attempt, so
   * the ids of the work around it must not depend on how many ids it took.
   */
  branch(): IdDerivation {
    return new IdDerivation(deriveId(this.cause, `branch/${this.branches++}`));
  }
}

const storage = new AsyncLocalStorage<ExecutionContext>();

export function currentContext(): ExecutionContext | undefined {
  return storage.getStore();
}

/** The context of the running code, or one for work that nobody asked for (start-up, timers). */
export function contextOrNew(service = 'edda'): ExecutionContext {
  return (
    storage.getStore() ?? {
      service,
      tenantId: DEFAULT_TENANT,
      userId: null,
      correlationId: newId(),
      causationId: null,
      traceparent: null,
    }
  );
}

export function runInContext<T>(context: ExecutionContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs `work` in the current context with some of it replaced. */
export function withContext<T>(changes: Partial<ExecutionContext>, work: () => T): T {
  return storage.run({ ...contextOrNew(), ...changes }, work);
}

/** The id for the next event or message the running code emits: derived from its cause where there is one. */
export function nextMessageId(): Uuid {
  return storage.getStore()?.derivation?.next() ?? newId();
}
