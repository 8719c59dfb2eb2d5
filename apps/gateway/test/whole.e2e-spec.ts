import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RunningService } from '@edda/service';
import { UPSTREAMS } from '../src/upstreams.js';
import { FakeService, json } from './fake-service.js';
import { startGateway } from './gateway.js';

/** The services that are not there in these tests. */
const AWAY = UPSTREAMS.map(({ name }) => name).filter((name) => name !== 'content' && name !== 'learning');

let content: FakeService;
let learning: FakeService;
let gateway: RunningService;

beforeEach(async () => {
  content = await FakeService.start();
  learning = await FakeService.start();
  gateway = await startGateway({ CONTENT_URL: content.url, LEARNING_URL: learning.url });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([content.stop(), learning.stop()]);
});

const get = async (path: string): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${gateway.url}${path}`);
  return { status: response.status, body: await response.json() };
};

describe('the readiness of the whole', () => {
  it('shows each service and is degraded without one of them', async () => {
    content.answer = (_request, response) =>
      json(response, 200, { status: 'ready', checks: { database: { status: 'up' } } });
    learning.answer = (_request, response) =>
      json(response, 503, {
        status: 'not-ready',
        checks: { database: { status: 'down', reason: 'gone' }, relay: { status: 'up' } },
      });
    expect(await get('/health/ready')).toEqual({
      status: 200,
      body: {
        status: 'degraded',
        checks: {
          content: { status: 'up', state: 'ready', checks: { database: { status: 'up' } } },
          learning: { status: 'down', reason: 'not-ready; database: gone' },
          ...Object.fromEntries(AWAY.map((name) => [name, { status: 'down', reason: 'cannot be reached' }])),
        },
      },
    });
  });

  it('does not change whether the gateway is alive', async () => {
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'live' } });
  });
});

describe('the documentation of the whole', () => {
  const documentOf = (title: string, path: string): object => ({
    openapi: '3.0.0',
    info: { title, description: `About ${title}`, version: '1' },
    paths: { [path]: { get: { responses: { 200: { description: title } } } } },
  });

  it('has the operations of every service and names those it could not ask', async () => {
    content.answer = (_request, response) => json(response, 200, documentOf('content', '/api/v1/contents'));
    learning.answer = (_request, response) => json(response, 200, documentOf('learning', '/api/v1/learning/paths'));
    const { body } = await get('/openapi.json');
    expect(body).toMatchObject({
      info: {
        title: 'Edda',
        description: expect.stringContaining(`cannot be reached: ${AWAY.join(', ')}.`),
      },
      servers: [{ url: '/' }],
      'x-unavailable': AWAY,
      paths: {
        '/api/v1/contents': { get: { tags: ['content'] } },
        '/api/v1/learning/paths': { get: { tags: ['learning'] } },
      },
    });
    expect(Object.keys((body as { paths: object }).paths)).toHaveLength(2);
  });

  it('shows the operations for operators below the name of each service', async () => {
    const operation = { get: { operationId: 'list', responses: {} } };
    const paths = { '/api/v1/dead-letters': operation, '/api/v1/dead-letters/{id}': operation };
    const answer = (response: ServerResponse, title: string): void =>
      json(response, 200, { openapi: '3.0.0', info: { title, version: '1' }, paths });
    content.answer = (_request, response) => answer(response, 'content');
    learning.answer = (_request, response) => answer(response, 'learning');
    const { body } = await get('/openapi.json');
    const shown = Object.entries((body as { paths: Record<string, { get: { operationId: string } }> }).paths);
    expect(shown.map(([path, item]) => `${path} ${item.get.operationId}`)).toEqual([
      '/api/v1/services/content/dead-letters content_list',
      '/api/v1/services/content/dead-letters/{id} content_list',
      '/api/v1/services/learning/dead-letters learning_list',
      '/api/v1/services/learning/dead-letters/{id} learning_list',
    ]);
  });

  it('asks a service again that was away, and not one that it has asked', async () => {
    content.answer = (_request, response) => json(response, 200, documentOf('content', '/api/v1/contents'));
    learning.answer = (_request, response) => json(response, 500, {});
    await get('/openapi.json');
    learning.answer = (_request, response) => json(response, 200, documentOf('learning', '/api/v1/learning/paths'));
    const { body } = await get('/openapi.json');
    expect(Object.keys((body as { paths: object }).paths)).toContain('/api/v1/learning/paths');
    expect(content.requests).toHaveLength(1);
  });

  it.each([
    ['nonsense', (response: { end(text: string): unknown }) => response.end('<html>')],
    ['something else', (response: { end(text: string): unknown }) => response.end('{"paths":null}')],
  ])('leaves out a service that answers %s', async (_what, answer) => {
    content.answer = (_request, response) => void answer(response);
    learning.answer = (_request, response) => json(response, 200, documentOf('learning', '/api/v1/learning/paths'));
    expect((await get('/openapi.json')).body).toMatchObject({
      'x-unavailable': ['content', ...AWAY],
    });
  });

  it('says what the gateway itself may answer, and to which token', async () => {
    content.answer = (_request, response) => json(response, 200, documentOf('content', '/api/v1/contents'));
    const { body } = await get('/openapi.json');
    const whole = body as { paths: Record<string, { get: { responses: object } }>; components: { responses: object } };
    expect(Object.keys(whole.paths['/api/v1/contents']!.get.responses)).toEqual(
      expect.arrayContaining(['200', '401', '421', '429', '503', '504']),
    );
    expect(Object.keys(whole.components.responses)).toEqual(
      expect.arrayContaining(['ROUTE.NOT_FOUND', 'METHOD.NOT_ALLOWED']),
    );
    expect(body).not.toHaveProperty('security');
  });

  it('is named where somebody looks for it elsewhere', async () => {
    expect(await get('/docs/openapi.json')).toMatchObject({
      status: 404,
      body: {
        code: 'ROUTE.NOT_FOUND',
        detail: 'There is nothing at /docs/openapi.json: the OpenAPI document is at /openapi.json.',
      },
    });
    const deleted = await fetch(`${gateway.url}/openapi.json`, { method: 'DELETE' });
    expect([deleted.status, deleted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });

  it('is shown to people as a page', async () => {
    content.answer = (_request, response) => json(response, 200, documentOf('content', '/api/v1/contents'));
    expect(await (await fetch(`${gateway.url}/docs`)).text()).toContain('swagger-ui');
    expect(await (await fetch(`${gateway.url}/docs/swagger-ui-init.js`)).text()).toContain('/api/v1/contents');
  });
});

it('the root says where everything is', async () => {
  expect((await get('/')).body).toMatchObject({
    documentation: '/docs',
    openApi: '/openapi.json',
    health: '/health/ready',
  });
});
