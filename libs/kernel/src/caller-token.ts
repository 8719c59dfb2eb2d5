import { jwtVerify, SignJWT, errors } from 'jose';
import { EddaError } from './edda-error.js';

/** Who calls, as decided once at the gateway. */
export interface Caller {
  tenantId: string;
  userId: string | null;
}

/** The request header that carries the signed caller between services. */
export const CALLER_HEADER = 'x-edda-caller';

const ISSUER = 'edda-gateway';

/** A signed statement of who calls (a JWT, HS256), good for one minute: it is made anew for every request. */
export function signCaller(caller: Caller, secret: string): Promise<string> {
  return new SignJWT({ tenant: caller.tenantId, user: caller.userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(ISSUER)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(keyOf(secret));
}

/**
 * Reads a token made by {@link signCaller}.
 *
 * @throws EddaError `CALLER.INVALID` when the signature, the issuer or the time does not hold
 */
export async function verifyCaller(token: string, secret: string): Promise<Caller> {
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), {
      issuer: ISSUER,
      algorithms: ['HS256'],
      clockTolerance: 10,
    });
    const { tenant, user } = payload;
    if (typeof tenant !== 'string' || (user !== null && typeof user !== 'string'))
      throw new errors.JWTInvalid('incomplete');
    return { tenantId: tenant, userId: user };
  } catch (error) {
    throw new EddaError(
      'unauthorized',
      'CALLER.INVALID',
      `The header ${CALLER_HEADER} does not hold a valid signed caller: call through the gateway.`,
      [],
      { cause: error },
    );
  }
}

function keyOf(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
