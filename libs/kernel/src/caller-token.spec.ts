import { describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { signCaller, verifyCaller } from './index.js';

const SECRET = 'a secret of this test, long enough for HMAC';
const CALLER = { tenantId: 'acme', userId: 'ann' };

const refused = { kind: 'unauthorized', code: 'CALLER.INVALID', retryable: false };

/** A token with the right signature and wrong contents. */
function forged(claims: Record<string, unknown>, issuer = 'edda-gateway', expires = '60s'): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(issuer)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(new TextEncoder().encode(SECRET));
}

describe('A signed caller', () => {
  it.each([CALLER, { tenantId: 'acme', userId: null }])(
    'is read back by whoever shares the secret: %j',
    async (caller) => {
      expect(await verifyCaller(await signCaller(caller, SECRET), SECRET)).toEqual(caller);
    },
  );

  it('is refused when another secret signed it', async () => {
    const token = await signCaller(CALLER, 'another secret, as long as the first one');
    await expect(verifyCaller(token, SECRET)).rejects.toMatchObject(refused);
  });

  it('is refused when its claims were changed', async () => {
    const [header, , signature] = (await signCaller(CALLER, SECRET)).split('.');
    const [, claims] = (await signCaller({ tenantId: 'other', userId: 'ann' }, SECRET)).split('.');
    await expect(verifyCaller(`${header}.${claims}.${signature}`, SECRET)).rejects.toMatchObject(refused);
  });

  it('is refused without a signature', async () => {
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { iss: 'edda-gateway', tenant: 'acme', user: null, exp: 4_102_444_800 };
    const token = `${encode({ alg: 'none' })}.${encode(claims)}.`;
    await expect(verifyCaller(token, SECRET)).rejects.toMatchObject(refused);
  });

  it('is refused when its time is over', async () => {
    const token = await forged({ tenant: 'acme', user: null }, 'edda-gateway', '60s ago');
    await expect(verifyCaller(token, SECRET)).rejects.toMatchObject(refused);
  });

  it('is refused from another issuer', async () => {
    const token = await forged({ tenant: 'acme', user: null }, 'somebody');
    await expect(verifyCaller(token, SECRET)).rejects.toMatchObject(refused);
  });

  it.each([{ user: null }, { tenant: 7, user: null }, { tenant: 'acme', user: 7 }, { tenant: 'acme' }])(
    'is refused with the claims %j',
    async (claims) => {
      await expect(verifyCaller(await forged(claims), SECRET)).rejects.toMatchObject(refused);
    },
  );

  it.each(['', 'abc', 'a.b.c'])('is refused when it is no token: "%s"', async (token) => {
    await expect(verifyCaller(token, SECRET)).rejects.toMatchObject(refused);
  });

  it('does not tell the secret or the token when it is refused', async () => {
    const error = await verifyCaller('a.b.c', SECRET).catch((thrown: unknown) => thrown as Error);
    expect((error as Error).message).toBe(
      'The header x-edda-caller does not hold a valid signed caller: call through the gateway.',
    );
  });
});
