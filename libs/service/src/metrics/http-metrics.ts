import type { ServerResponse } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Gauge, Histogram, type Registry } from 'prom-client';
import { OTHER } from './bounded-label.js';

const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/**
 * Measures every request by the pattern of its route, never by its path. Event streams, which last as long as somebody
 * listens, are counted as running only.
 */
export function measureRequests(instance: FastifyInstance, registry: Registry): void {
  const seconds = new Histogram({
    name: 'http_server_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by route; event streams are left out.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
  const running = new Gauge({
    name: 'http_server_active_requests',
    help: 'Requests that are being answered, event streams among them.',
    registers: [registry],
  });
  instance.addHook('onRequest', (request, reply, done) => {
    running.inc();
    const startedAt = performance.now();
    // Not onResponse, which answers streamed around Fastify and broken connections do not reach.
    reply.raw.once('close', () => {
      running.dec();
      if (String(reply.raw.getHeader('content-type')).startsWith('text/event-stream')) return;
      const labels = { method: methodOf(request), route: routeOf(request), status: statusOf(reply.raw) };
      seconds.observe(labels, (performance.now() - startedAt) / 1000);
    });
    done();
  });
}

/** The pattern of the route, such as `/api/v1/contents/:id`. */
export function routeOf({ is404, routeOptions }: FastifyRequest): string {
  return is404 ? 'unknown' : (routeOptions.url ?? 'unknown');
}

function methodOf({ method }: FastifyRequest): string {
  return METHODS.has(method) ? method : OTHER;
}

/** `aborted` when the caller left before the answer was complete. */
function statusOf({ statusCode, writableFinished }: ServerResponse): string {
  return writableFinished ? String(statusCode) : 'aborted';
}
