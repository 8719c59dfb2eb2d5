import type { FastifyInstance } from 'fastify';
import { inServiceScope } from '../logging/service-scope.js';
import type { Logger } from '../logging/logger.js';
import { pathOf } from './path-of.js';

/** Writes a line for each answered request: what only reads is for debugging, what changes something is news. */
export function logRequests(instance: FastifyInstance, service: string, logger: Logger): void {
  instance.addHook('onResponse', (request, reply, done) => {
    const write = request.method === 'GET' || request.method === 'HEAD' ? 'debug' : 'info';
    const fields = {
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      durationMs: Math.round(reply.elapsedTime),
      correlationId: request.id,
    };
    inServiceScope(service, () => logger[write](`${request.method} ${fields.path} ${reply.statusCode}`, fields));
    done();
  });
}
