import type { IncomingHttpHeaders } from 'node:http';
import { CALLER_HEADER, currentContext } from '@edda/kernel';
import { CORRELATION_HEADER, PREFIX_HEADER } from '@edda/service';
import type { FastifyRequest } from 'fastify';

/** Headers that are between two neighbours only (RFC 9110, 7.6.1). */
const HOP_BY_HOP = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** What a caller may not tell a service: who calls, and what was said to the gateway alone. */
const NOT_PASSED_ON = new Set([
  ...HOP_BY_HOP,
  CALLER_HEADER,
  'authorization',
  'cookie',
  'expect',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  PREFIX_HEADER,
  'x-forwarded-proto',
  'x-real-ip',
  // The gateway is a step of the trace itself.
  'traceparent',
]);

/** A page made from somebody's documents is shown, but runs nothing and asks nobody. */
const INERT_PAGE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox";

const NOT_PASSED_BACK = new Set(HOP_BY_HOP);

/**
 * The headers for the service: the caller's that concern it, and who calls, signed.
 *
 * @param prefix what the path of the gateway has behind `/api/v1` and that of the service has not
 */
export function requestHeaders(
  request: FastifyRequest,
  headers: IncomingHttpHeaders,
  callerToken: string,
  prefix = '',
): IncomingHttpHeaders {
  const { traceparent = null } = currentContext() ?? {};
  return {
    ...without(headers, NOT_PASSED_ON),
    ...(traceparent !== null && { traceparent }),
    [CALLER_HEADER]: callerToken,
    [CORRELATION_HEADER]: request.id,
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    ...(prefix !== '' && { [PREFIX_HEADER]: prefix }),
    ...(request.headers.host && { 'x-forwarded-host': request.headers.host }),
  };
}

/** The headers for the caller. A `Location` at the service's own address becomes one at the gateway's. */
export function responseHeaders<T extends IncomingHttpHeaders>(headers: T, upstreamUrl: string): T {
  const { location } = headers;
  const isPage = headers['content-type']?.startsWith('text/html') && !headers['content-security-policy'];
  return {
    ...without(headers, NOT_PASSED_BACK),
    ...(location?.startsWith(`${upstreamUrl}/`) && { location: location.slice(upstreamUrl.length) }),
    ...(isPage && { 'content-security-policy': INERT_PAGE }),
  };
}

function without<T extends object>(headers: T, names: ReadonlySet<string>): T {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.has(name))) as T;
}
