import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpProblem } from '@edda/service';
import type { FastifyRequest } from 'fastify';

/** Refuses requests that do not show one of the tokens in `Authorization: Bearer`. */
export function accessCheck(tokens: readonly string[]): (request: FastifyRequest) => void {
  const isShown = tokenCheck(tokens);
  return (request) => {
    if (isShown(request)) return;
    const { authorization } = request.headers;
    const [code, detail] =
      authorization === undefined
        ? ['ACCESS.TOKEN_REQUIRED', 'This gateway needs the header "Authorization: Bearer <access token>".']
        : ['ACCESS.TOKEN_INVALID', 'The access token in the header Authorization is not the one of this gateway.'];
    throw new HttpProblem(401, code, detail, { headers: { 'www-authenticate': 'Bearer realm="edda"' } });
  };
}

/** Whether a request shows one of the tokens. */
export function tokenCheck(tokens: readonly string[]): (request: FastifyRequest) => boolean {
  const expected = tokens.map(digest);
  return ({ headers: { authorization } }) => {
    const shown = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    if (shown === undefined) return false;
    const given = digest(shown);
    // Digests have one length, so that the time the comparison takes tells nothing about the token.
    return expected.map((token) => timingSafeEqual(given, token)).includes(true);
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
