import { NO_TRACING, openTelemetryTracer, type MessagingTracer } from '@edda/messaging';
import type { Tracer } from '@opentelemetry/api';

/** How a service makes spans. */
export interface Tracing {
  /** Null where spans are not recorded; the `traceparent` of callers is carried on all the same. */
  readonly tracer: Tracer | null;
  /** @param system of the broker, by OpenTelemetry's conventions */
  messaging(system: string): MessagingTracer;
  /**
   * Sends what is recorded, and waits for it up to the deadline (milliseconds). Never rejects.
   *
   * @returns false when it took longer
   */
  close(deadlineMs: number): Promise<boolean>;
}

/** Injects the {@link Tracing} of the service. */
export const TRACING = Symbol('edda:tracing');

/** No spans. */
export const NOT_TRACED: Tracing = {
  tracer: null,
  messaging: () => NO_TRACING,
  close: () => Promise.resolve(true),
};

/** @param close sends what is still to be sent */
export function tracingWith(tracer: Tracer, close: (deadlineMs: number) => Promise<boolean>): Tracing {
  return { tracer, messaging: (system) => openTelemetryTracer(tracer, system), close };
}
