import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '@edda/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { askedPath } from '../http/asked-path.js';
import { failureOf } from './failure.js';
import { PROBLEM_MEDIA_TYPE, problemDocument } from './problem-document.js';

/** Answers what is so broken that no request came of it: bad HTTP, headers too large, or too slow. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, detail } = brokenRequest(error.code);
  const correlationId = newId();
  const body = JSON.stringify(problemDocument({ status, code, detail, instance: '/', correlationId }));
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `Content-Type: ${PROBLEM_MEDIA_TYPE}; charset=utf-8`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      `X-Correlation-Id: ${correlationId}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function brokenRequest(code: string | undefined): { status: number; code: string; detail: string } {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return { status: 431, code: 'REQUEST.HEADERS_TOO_LARGE', detail: 'The headers are larger than this server takes.' };
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return { status: 408, code: 'REQUEST.TIMEOUT', detail: 'The request did not arrive in time.' };
  }
  return { status: 400, code: 'REQUEST.MALFORMED', detail: 'This is not a valid HTTP request.' };
}

/** Answers what the router refuses before any hook or handler runs, such as a malformed URL. */
export function answerUnroutable(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const failure = failureOf(error);
  const document = problemDocument({
    ...failure,
    instance: askedPath(request.url, request.headers),
    correlationId: request.id,
  });
  void reply
    .code(failure.status)
    .header('x-correlation-id', request.id)
    .type(PROBLEM_MEDIA_TYPE)
    .send(JSON.stringify(document));
}
