import type { FastifyInstance } from 'fastify';
import type { Draining } from '../health/draining.js';

/**
 * Ends each connection with its next answer once the service goes away. Callers open others, which balancers lead
 * elsewhere, and none has one left to ask on at the moment when the door closes.
 */
export function closeConnectionsAfterAnswers(instance: FastifyInstance, draining: Draining): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    if (draining.signal.aborted) reply.header('connection', 'close');
    done(null, payload);
  });
}
