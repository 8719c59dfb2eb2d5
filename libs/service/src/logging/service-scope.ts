import { AsyncLocalStorage } from 'node:async_hooks';

const scope = new AsyncLocalStorage<string>();

/**
 * Marks everything that `work` starts, timers and connections too, as part of the named service. This is not the
 * execution context on purpose: a service's background work must not share one correlation id.
 */
export function inServiceScope<T>(service: string, work: () => T): T {
  return scope.run(service, work);
}

/** The service whose code runs, when it was started in a scope. */
export function scopedService(): string | undefined {
  return scope.getStore();
}
