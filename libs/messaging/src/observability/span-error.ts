import { SpanStatusCode, type Span } from '@opentelemetry/api';
import { describeFailure } from '../subscriptions/failures.js';

/** Marks a span as failed, with the code of the error as its low-cardinality type. */
export function failSpan(span: Span, error: unknown): void {
  const { code, message } = describeFailure(error);
  span.setAttribute('error.type', code);
  span.setStatus({ code: SpanStatusCode.ERROR, message: message.slice(0, 500) });
}
