import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningService } from '@edda/service';
import { FakeService } from './fake-service.js';
import { send, startGateway, type RawRequest, type Received } from './gateway.js';

let content: FakeService;
beforeAll(async () => {
  content = await FakeService.start();
});
afterAll(() => content.stop());

async function asking(env: Record<string, string>, ...requests: RawRequest[]): Promise<Received[]> {
  const gateway = await startGateway({ CONTENT_URL: content.url, ...env });
  try {
    const answers: Received[] = [];
    for (const request of requests) answers.push(await send(gateway, request));
    return answers;
  } finally {
    await gateway.close();
  }
}

const path = '/api/v1/contents';
const post = (headers: Record<string, string>): RawRequest => ({ path, method: 'POST', headers });

describe('an access token', () => {
  const TOKEN = 'open-sesame-0123456789';
  let gateway: RunningService;
  beforeAll(async () => {
    gateway = await startGateway({ CONTENT_URL: content.url, ACCESS_TOKEN: TOKEN });
  });
  afterAll(() => gateway.close());

  it('lets in who shows it, and stays at the gateway', async () => {
    const answer = await send(gateway, { path, headers: { authorization: `Bearer ${TOKEN}` } });
    expect(answer.status).toBe(200);
    expect(content.lastRequest.headers).not.toHaveProperty('authorization');
  });

  it.each([
    ['nothing', undefined, 'ACCESS.TOKEN_REQUIRED'],
    ['another token', 'Bearer nonsense', 'ACCESS.TOKEN_INVALID'],
    ['part of it', `Bearer ${TOKEN.slice(0, -1)}`, 'ACCESS.TOKEN_INVALID'],
    ['it in another scheme', `Basic ${TOKEN}`, 'ACCESS.TOKEN_INVALID'],
  ])('keeps out who shows %s', async (_what, authorization, code) => {
    const answer = await send(gateway, { path, headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="edda"');
    expect(answer.json).toMatchObject({ code, correlationId: answer.headers['x-correlation-id'] });
  });

  it.each(['/health/live', '/health/ready', '/docs', '/openapi.json', '/'])('is not needed for %s', async (open) => {
    expect((await send(gateway, { path: open })).status).toBe(200);
  });

  it('is needed for the metrics', async () => {
    expect((await send(gateway, { path: '/metrics' })).status).toBe(401);
    const shown = await send(gateway, { path: '/metrics', headers: { authorization: `Bearer ${TOKEN}` } });
    expect(shown.text).toContain('service="gateway"');
  });

  it.each([
    '//api/v1/contents',
    '/docs/..%2fapi/v1/contents',
    '/API/v1/contents',
    '/api/v1/nothing',
    '/api/v1/contents/?/docs',
  ])('is not got around by %s', async (other) => {
    const before = content.requests.length;
    expect((await send(gateway, { path: other })).status).toBeGreaterThanOrEqual(400);
    expect(content.requests).toHaveLength(before);
  });

  it('is part of the documentation', async () => {
    const { json } = await send(gateway, { path: '/openapi.json' });
    expect(json['security']).toEqual([{ accessToken: [] }]);
  });
});

describe('a path for operators', () => {
  const deadLetters = '/api/v1/services/content/dead-letters';
  const ACCESS_TOKEN = 'open-sesame-0123456789';
  const OPERATOR_TOKEN = 'who-looks-after-it-0123456789';
  const showing = (token: string): RawRequest => ({ path: deadLetters, headers: { authorization: `Bearer ${token}` } });

  it('leads to the service, without what the gateway adds', async () => {
    const [answer] = await asking({}, { path: `${deadLetters}/redrive?x=1`, method: 'POST' });
    expect(answer!.status).toBe(200);
    expect(content.lastRequest).toMatchObject({ method: 'POST', url: '/api/v1/dead-letters/redrive?x=1' });
  });

  it('is told to the service, whose problems name the path that was asked for', async () => {
    await asking({}, { path: deadLetters, headers: { 'x-forwarded-prefix': '/elsewhere' } });
    expect(content.lastRequest.headers['x-forwarded-prefix']).toBe('/services/content');
    await asking({}, { path: '/api/v1/contents', headers: { 'x-forwarded-prefix': '/elsewhere' } });
    expect(content.lastRequest.headers).not.toHaveProperty('x-forwarded-prefix');
  });

  it('leads to the sagas of the service, too', async () => {
    const id = '0193b6c1-0000-7000-8000-000000000000';
    const path = `/api/v1/services/content/sagas/${id}/pause`;
    const body = ['{"reason":"For specs"}'];
    const headers = { 'content-type': 'application/json', 'content-length': String(body[0]!.length) };
    const [answer] = await asking({}, { path, method: 'POST', body, headers });
    expect(answer!.status).toBe(200);
    expect(content.lastRequest).toMatchObject({ method: 'POST', url: `/api/v1/sagas/${id}/pause` });
  });

  it('is the only way to them: the path of the service itself is not passed on', async () => {
    const before = content.requests.length;
    const answers = await asking(
      {},
      { path: '/api/v1/dead-letters' },
      { path: '/api/v1/sagas' },
      { path: '/api/v1/services/content/contents' },
      { path: '/api/v1/services/nobody/dead-letters' },
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(content.requests).toHaveLength(before);
  });

  it('is open to everybody where there are no tokens at all', async () => {
    expect((await asking({}, { path: deadLetters }))[0]!.status).toBe(200);
  });

  it('is closed to those who only have the access token', async () => {
    const [caller, operator, nobody] = await asking(
      { ACCESS_TOKEN, OPERATOR_TOKEN },
      showing(ACCESS_TOKEN),
      showing(OPERATOR_TOKEN),
      { path: deadLetters },
    );
    expect(caller!.status).toBe(403);
    expect(caller!.json).toMatchObject({ code: 'ACCESS.OPERATORS_ONLY' });
    expect(operator!.status).toBe(200);
    expect(nobody!.status).toBe(401);
  });

  it('is closed to everybody where there is an access token and none for operators', async () => {
    const [caller] = await asking({ ACCESS_TOKEN }, showing(ACCESS_TOKEN));
    expect(caller!.status).toBe(403);
    expect(caller!.json).toMatchObject({
      code: 'ACCESS.OPERATORS_ONLY',
      detail: expect.stringContaining('OPERATOR_TOKEN'),
    });
  });

  it('can be closed on a gateway that lets everybody in otherwise', async () => {
    const answers = await asking(
      { OPERATOR_TOKEN },
      { path },
      { path: deadLetters },
      showing(ACCESS_TOKEN),
      showing(OPERATOR_TOKEN),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 403, 200]);
  });

  it('opens with a token that opens the rest as well', async () => {
    const headers = { authorization: `Bearer ${OPERATOR_TOKEN}` };
    expect((await asking({ ACCESS_TOKEN, OPERATOR_TOKEN }, { path, headers }))[0]!.status).toBe(200);
  });
});

describe('the name a gateway on loopback is addressed by', () => {
  it.each(['localhost', 'localhost:3000', 'LOCALHOST', '127.0.0.1:3000', '[::1]:3000', 'edda.localhost'])(
    'may be %s',
    async (host) => {
      const [answer] = await asking({}, { path, headers: { host } });
      expect(answer!.status).toBe(200);
    },
  );

  it.each(['evil.example', '10.0.0.1', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'may not be "%s"',
    async (host) => {
      const [answer, health] = await asking(
        {},
        { path, headers: { host } },
        { path: '/health/live', headers: { host } },
      );
      expect(answer!.status).toBe(421);
      expect(answer!.json).toMatchObject({ code: 'REQUEST.WRONG_HOST' });
      expect(health!.status).toBe(200);
    },
  );

  it('may be one that is allowed', async () => {
    const [answer] = await asking(
      { ALLOWED_HOSTS: 'edda.example, [fd00::1]' },
      { path, headers: { host: 'edda.example:8080' } },
    );
    expect(answer!.status).toBe(200);
  });

  it('is free when others can reach the gateway anyway, and need its token', async () => {
    const env = { HOST: '0.0.0.0', ACCESS_TOKEN: 'open-sesame-0123456789' };
    const headers = { host: 'edda.example', authorization: 'Bearer open-sesame-0123456789' };
    expect((await asking(env, { path, headers }))[0]!.status).toBe(200);
    expect((await asking({ ...env, ALLOWED_HOSTS: 'other.example' }, { path, headers }))[0]!.status).toBe(421);
  });
});

describe('a page in a browser', () => {
  it.each([
    ['of the gateway itself', { host: 'localhost:3000', origin: 'http://localhost:3000' }, 200],
    ['of another site', { host: 'localhost:3000', origin: 'http://evil.example' }, 403],
    ['of another port', { host: 'localhost:3000', origin: 'http://localhost:8080' }, 403],
    ['in a sandbox', { host: 'localhost:3000', origin: 'null' }, 403],
    ['that the browser calls foreign', { 'sec-fetch-site': 'cross-site' }, 403],
    ['of a trusted site', { origin: 'https://console.example', 'sec-fetch-site': 'cross-site' }, 200],
  ])('%s that changes something gets %j -> %i', async (_whose, headers, status) => {
    const [answer] = await asking(
      { TRUSTED_ORIGINS: 'https://console.example' },
      post(headers as Record<string, string>),
    );
    expect(answer!.status).toBe(status);
    if (status === 403)
      expect(answer!.json).toMatchObject({
        code: 'REQUEST.FORBIDDEN',
        correlationId: answer!.headers['x-correlation-id'],
      });
  });

  it('of another site cannot read an answer', async () => {
    const [answer] = await asking({}, { path, headers: { origin: 'http://evil.example' } });
    expect(answer!.headers).not.toHaveProperty('access-control-allow-origin');
    expect(answer!.headers['cross-origin-resource-policy']).toBe('same-origin');
  });
});

describe('too many requests', () => {
  it('are refused for a while, but not the question for the health', async () => {
    const answers = await asking(
      { RATE_LIMIT_PER_MINUTE: '2' },
      { path },
      { path },
      { path },
      { path: '/health/live' },
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
    expect(answers[2]!.json).toMatchObject({ code: 'REQUEST.RATE_LIMITED' });
    expect(Number(answers[2]!.headers['retry-after'])).toBeGreaterThan(0);
  });

  it('do not exist without a limit', async () => {
    const answers = await asking({ RATE_LIMIT_PER_MINUTE: '0' }, { path }, { path }, { path });
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  });
});
