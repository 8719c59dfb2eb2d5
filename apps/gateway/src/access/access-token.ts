import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpProblem } from '@edda/service';
import type { FastifyRequest } from 'fastify';

/** Refuses requests that do not show the token in `Authorization: Bearer`. */
export function accessCheck(token: string): (request: FastifyRequest) => void {
  const expected = digest(token);
  return ({ headers: { authorization } }) => {
    const shown = /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
    // Digests have one length, so that the time the comparison takes tells nothing about the token.
    if (shown !== undefined && timingSafeEqual(digest(shown), expected)) return;
    const [code, detail] =
      authorization === undefined
        ? ['ACCESS.TOKEN_REQUIRED', 'This gateway needs the header "Authorization: Bearer <access token>".']
        : ['ACCESS.TOKEN_INVALID', 'The access token in the header Authorization is not the one of this gateway.'];
    throw new HttpProblem(401, code, detail, { headers: { 'www-authenticate': 'Bearer realm="edda"' } });
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
