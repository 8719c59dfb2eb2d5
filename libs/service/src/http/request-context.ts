import {
  CALLER_HEADER,
  DEFAULT_TENANT,
  EddaError,
  isUuid,
  newId,
  runInContext,
  verifyCaller,
  type Caller,
  type ExecutionContext,
} from '@edda/kernel';
import type { Tracer } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { routeOf } from '../metrics/http-metrics.js';
import { traceRequest } from '../tracing/http-spans.js';

export const CORRELATION_HEADER = 'x-correlation-id';

/** Routes that answer without a signed caller, by the pattern they were registered with. */
const OPEN_ROUTES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/openapi.json']);

/** Whether the route the request was matched with is for everybody: health and documentation. */
export function isOpenRoute(request: FastifyRequest): boolean {
  const route = request.routeOptions.url;
  return route !== undefined && (OPEN_ROUTES.has(route) || route === '/docs' || route.startsWith('/docs/'));
}

/** For machines that look after the service: needs no signed caller, and is no part of a trace. */
function isUpkeep(request: FastifyRequest): boolean {
  return isOpenRoute(request) || request.routeOptions.url === '/metrics';
}

/** The id of a request is its correlation id: the caller's when it is a UUID, else a new one. */
export function correlationIdOf(message: Pick<IncomingMessage, 'headers'>): string {
  const header = message.headers[CORRELATION_HEADER];
  const id = typeof header === 'string' ? header.toLowerCase() : header;
  return isUuid(id) ? id : newId();
}

/** Decides who calls. @throws EddaError when that cannot be told */
export type Authenticate = (request: FastifyRequest) => Caller | Promise<Caller>;

/** Nobody in particular: the caller of open routes, and of everything behind a gateway without identity. */
export const ANONYMOUS: Caller = { tenantId: DEFAULT_TENANT, userId: null };

/** Believes callers that the gateway has signed, with the secret or the one it is being replaced by or for. */
export function signedCaller(secret: string, otherSecret: string | null = null): Authenticate {
  return (request) => {
    const token = request.headers[CALLER_HEADER];
    if (typeof token === 'string' && token !== '') {
      const caller = verifyCaller(token, secret);
      return otherSecret === null ? caller : caller.catch(() => verifyCaller(token, otherSecret));
    }
    throw new EddaError(
      'unauthorized',
      'CALLER.REQUIRED',
      `The header ${CALLER_HEADER} is missing: this service is called through the gateway.`,
    );
  };
}

export interface RequestContextOptions {
  /** The name of the service. */
  readonly service: string;
  readonly authenticate: Authenticate;
  /** Makes a span of each request; null where spans are not recorded. */
  readonly tracer: Tracer | null;
}

/** Runs each request in an execution context of its own and answers with its correlation id. */
export function carryRequestContext(
  instance: FastifyInstance,
  { service, authenticate, tracer }: RequestContextOptions,
): void {
  instance.addHook('onRequest', (request, reply, done) => {
    // On the raw response, so that answers streamed around Fastify carry it too.
    reply.raw.setHeader(CORRELATION_HEADER, request.id);
    const traceparent = traceRequest(isUpkeep(request) ? null : tracer, routeOf(request), request, reply);
    const contextOf = ({ tenantId, userId }: Caller): ExecutionContext => {
      return { service, tenantId, userId, correlationId: request.id, causationId: null, traceparent };
    };
    const enter = (caller: Caller): void => {
      runInContext(contextOf(caller), done);
    };
    if (isUpkeep(request)) return enter(ANONYMOUS);
    // A refusal is still logged under the correlation id.
    const refuse = (error: Error): void => runInContext(contextOf(ANONYMOUS), () => done(error));
    authenticated(authenticate, request).then(enter, refuse);
  });
}

/** As a promise also where `authenticate` throws at once. */
async function authenticated(authenticate: Authenticate, request: FastifyRequest): Promise<Caller> {
  return authenticate(request);
}
