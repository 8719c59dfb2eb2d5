import { contextOf, formatTraceparent, parseTraceparent } from '@edda/messaging';
import { SpanKind, SpanStatusCode, type Span, type Tracer } from '@opentelemetry/api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { pathOf } from '../http/path-of.js';

/**
 * Begins the server span of a request; it ends with the answer.
 *
 * @param tracer null where spans are not recorded
 * @param route the pattern of the request's route
 * @returns the `traceparent` for what the request causes: that of its span, or the caller's where it has none
 */
export function traceRequest(
  tracer: Tracer | null,
  route: string,
  request: FastifyRequest,
  reply: FastifyReply,
): string | null {
  const header = request.headers['traceparent'];
  const parent = parseTraceparent(typeof header === 'string' ? header : null);
  const received = parent === null ? null : String(header);
  if (!tracer || parent?.traceFlags === 0) return received;
  const { method, hostname, protocol } = request;
  const span = tracer.startSpan(
    `${method} ${route}`,
    {
      kind: SpanKind.SERVER,
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'url.path': pathOf(request.url),
        'url.scheme': protocol,
        'server.address': hostname,
        'edda.correlation_id': request.id,
      },
    },
    contextOf(parent),
  );
  reply.raw.once('close', () => endSpan(span, reply));
  return formatTraceparent(span.spanContext());
}

function endSpan(span: Span, { raw: { statusCode, writableFinished } }: FastifyReply): void {
  span.setAttribute('http.response.status_code', statusCode);
  const failure = statusCode >= 500 ? String(statusCode) : writableFinished ? null : 'aborted';
  if (failure !== null) {
    span.setAttribute('error.type', failure);
    span.setStatus({ code: SpanStatusCode.ERROR });
  }
  span.end();
}
