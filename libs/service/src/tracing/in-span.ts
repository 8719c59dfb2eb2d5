import { contextOf, failSpan, formatTraceparent, parseTraceparent } from '@edda/messaging';
import { currentContext, withContext } from '@edda/kernel';
import { context, trace, type SpanOptions, type Tracer } from '@opentelemetry/api';

/**
 * Runs work in a span below that of the execution context, and in a context whose `traceparent` names it. Without one in a
 * trace that is not sampled.
 */
export async function inSpan<T>(
  tracer: Tracer,
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  const parent = parseTraceparent(currentContext()?.traceparent);
  if (parent?.traceFlags === 0) return work();
  const below = contextOf(parent);
  const span = tracer.startSpan(name, options, below);
  try {
    const traceparent = formatTraceparent(span.spanContext());
    return await context.with(trace.setSpan(below, span), () => withContext({ traceparent }, work));
  } catch (error) {
    failSpan(span, error);
    throw error;
  } finally {
    span.end();
  }
}
