import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { isUuid, newId, verifyCaller } from '@edda/kernel';
import type { RunningService } from '@edda/service';
import { FakeService, json } from './fake-service.js';
import { CALLER_SECRET, send, startGateway, textOf } from './gateway.js';

let content: FakeService;
let research: FakeService;
let agents: FakeService;
let gateway: RunningService;

beforeAll(async () => {
  [content, research, agents] = await Promise.all([FakeService.start(), FakeService.start(), FakeService.start()]);
  gateway = await startGateway({
    CONTENT_URL: content.url,
    RESEARCH_WORKFLOW_URL: `${research.url}/`,
    AGENT_TASK_URL: agents.url,
    UPLOAD_LIMIT: '100000',
    BODY_LIMIT: '2000',
  });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([content, research, agents].map((service) => service.stop()));
});
afterEach(() => {
  for (const service of [content, research, agents]) {
    service.answer = (_request, response) => void response.end();
    service.requests.length = 0;
  }
});

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
};

describe('the way of a request', () => {
  const ways: [string, string, () => FakeService][] = [
    ['GET', '/api/v1/contents', () => content],
    ['GET', '/api/v1/contents/search?q=a%20b&limit=2', () => content],
    ['POST', '/api/v1/contents/1/unavailable', () => content],
    ['POST', '/api/v1/downloads', () => content],
    ['POST', '/api/v1/downloads/1/pause', () => content],
    ['GET', '/api/v1/downloads/1/content', () => content],
    ['GET', '/api/v1/research/workflows?limit=1', () => research],
    ['GET', '/api/v1/streams?minutes=5', () => research],
    ['GET', '/api/v1/agents', () => agents],
    ['POST', '/api/v1/tasks/claim', () => agents],
    ['DELETE', '/api/v1/tasks/%C3%A4', () => agents],
  ];
  it.each(ways)('%s %s leads to its service, path and query unchanged', async (method, path, service) => {
    service().answer = (_request, response) => json(response, 202, { ok: true }, { 'x-extra': 'kept' });
    const answer = await send(gateway, { method, path });
    expect(answer.status).toBe(202);
    expect(answer.headers['x-extra']).toBe('kept');
    expect(answer.json).toEqual({ ok: true });
    expect(service().requests.map((request) => [request.method, request.url])).toEqual([[method, path]]);
  });

  it.each(['/api/v1/contentsx', '/api/v1/nothing', '/contents', '/api/v2/contents'])(
    'to %s ends at the gateway',
    async (path) => {
      const answer = await send(gateway, { path });
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ code: 'ROUTE.NOT_FOUND' });
    },
  );

  it.each([
    '/api/v1/contents/../../../health/live',
    '/api/v1/contents/%2e%2e/tasks',
    '/api/v1/contents/..%2ftasks',
    '/api/v1/contents/a%5c..%5cb',
    '/api/v1/contents//evil.example/x',
    '/api/v1/contents/./x',
    '/api/v1/contents/x%00',
  ])('to %s is refused', async (path) => {
    const answer = await send(gateway, { path });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: 'REQUEST.BAD_URL' });
    expect(content.requests).toEqual([]);
  });

  it('in absolute form leads to the service of its path, not to its host', async () => {
    await send(gateway, { path: 'http://evil.example/api/v1/contents?a=1' });
    expect(content.lastRequest.url).toBe('/api/v1/contents?a=1');
  });

  it('with HEAD stays one', async () => {
    content.answer = (_request, response) => void response.writeHead(200, { 'content-length': 5 }).end();
    const answer = await send(gateway, { path: '/api/v1/contents/1', method: 'HEAD' });
    expect(answer.headers['content-length']).toBe('5');
    expect(content.lastRequest.method).toBe('HEAD');
  });
});

describe('the headers of a request', () => {
  it('name the caller, signed, and the correlation', async () => {
    const id = newId();
    const answer = await send(gateway, { path: '/api/v1/contents', headers: { 'x-correlation-id': id } });
    expect(content.lastRequest.headers['x-correlation-id']).toBe(id);
    expect(answer.headers['x-correlation-id']).toBe(id);
    const token = content.lastRequest.headers['x-edda-caller'] as string;
    expect(await verifyCaller(token, CALLER_SECRET)).toEqual({ tenantId: 'default', userId: null });
  });

  it('carry the trace of the caller on', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    await send(gateway, { path: '/api/v1/contents', headers: { traceparent } });
    expect(content.lastRequest.headers).toMatchObject({ traceparent });
  });

  it('get a correlation id when there is none', async () => {
    const answer = await send(gateway, { path: '/api/v1/contents' });
    const id = content.lastRequest.headers['x-correlation-id'];
    expect(isUuid(id)).toBe(true);
    expect(answer.headers['x-correlation-id']).toBe(id);
  });

  it('that only the gateway may set are not taken from the caller', async () => {
    await send(gateway, {
      path: '/api/v1/contents',
      headers: {
        'x-edda-caller': 'forged',
        authorization: 'Bearer mine',
        cookie: 'a=b',
        'x-forwarded-for': '1.2.3.4',
        forwarded: 'for=1.2.3.4',
        te: 'trailers',
        connection: 'close, x-private',
        'x-private': 'mine',
        'idempotency-key': 'kept',
        'last-event-id': '7',
        accept: 'text/html',
      },
    });
    const { headers } = content.lastRequest;
    expect(headers['x-edda-caller']).not.toContain('forged');
    expect(headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'idempotency-key': 'kept',
      'last-event-id': '7',
      accept: 'text/html',
    });
    for (const name of ['authorization', 'cookie', 'forwarded', 'te', 'x-private'])
      expect(headers).not.toHaveProperty(name);
    expect(headers.host).toBe(new URL(content.url).host);
  });
});

describe('an answer', () => {
  it('has a Location at the gateway', async () => {
    content.answer = (_request, response) => json(response, 201, {}, { location: `${content.url}/api/v1/contents/1` });
    expect((await send(gateway, { path: '/api/v1/contents', method: 'POST' })).headers.location).toBe(
      '/api/v1/contents/1',
    );
    content.answer = (_request, response) => json(response, 201, {}, { location: '/api/v1/contents/2' });
    expect((await send(gateway, { path: '/api/v1/contents', method: 'POST' })).headers.location).toBe(
      '/api/v1/contents/2',
    );
  });

  it('that is a problem stays as it is', async () => {
    const problem = { status: 404, code: 'CONTENT.NOT_FOUND', correlationId: newId() };
    content.answer = (_request, response) =>
      json(response, 404, problem, { 'content-type': 'application/problem+json' });
    const answer = await send(gateway, { path: '/api/v1/contents/1' });
    expect(answer.status).toBe(404);
    expect(answer.json).toEqual(problem);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('that is a page may not run anything', async () => {
    research.answer = (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<p>');
    const answer = await send(gateway, { path: '/api/v1/research/workflows/1/report' });
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('comes in the pieces it is sent in', async () => {
    let finish = (): void => undefined;
    content.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('first ');
      finish = () => void response.end('last');
    };
    const response = await fetch(`${gateway.url}/api/v1/contents/1/text`);
    const reader = response.body!.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first ');
    finish();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('last');
  });
});

describe('an event stream', () => {
  const open = (signal?: AbortSignal, at = gateway): Promise<Response> =>
    fetch(`${at.url}/api/v1/research/workflows/1/events`, { headers: { accept: 'text/event-stream' }, signal });

  it('arrives event by event and outlives the time-out of other answers', async () => {
    const hasty = await startGateway({ RESEARCH_WORKFLOW_URL: research.url, UPSTREAM_TIMEOUT_MS: '20' });
    let write = (_text: string): void => undefined;
    research.answer = (_request, response) => {
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
        write = (text) => void response.write(text);
      }, 60);
    };
    const response = await open(undefined, hasty);
    const reader = response.body!.getReader();
    for (const event of ['id: 1\n\n', 'id: 2\n\n']) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      write(event);
      expect(new TextDecoder().decode((await reader.read()).value)).toBe(event);
    }
    await reader.cancel();
    await hasty.close();
  });

  it('is closed at the service when the caller leaves', async () => {
    let closed = false;
    research.answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\n\n');
      response.on('close', () => (closed = true));
    };
    const controller = new AbortController();
    const response = await open(controller.signal);
    await response.body!.getReader().read();
    controller.abort();
    await until(() => closed);
  });

  it('does not keep the gateway from closing', async () => {
    research.answer = (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/event-stream' }).write('id: 1\n\n');
    const second = await startGateway({ RESEARCH_WORKFLOW_URL: research.url });
    const response = await fetch(`${second.url}/api/v1/research/workflows/1/events`, {
      headers: { accept: 'text/event-stream' },
    });
    const text = response.text().catch(() => 'cut');
    await second.close();
    expect(await text).toBe('cut');
  });
});

describe('a caller that leaves', () => {
  it('before the answer ends the call to the service', async () => {
    let closed = false;
    agents.answer = (_request, response) => void response.on('close', () => (closed = true));
    const slow = await startGateway({ AGENT_TASK_URL: agents.url });
    const controller = new AbortController();
    const call = fetch(`${slow.url}/api/v1/tasks`, { signal: controller.signal });
    await until(() => agents.requests.length > 0);
    controller.abort();
    await expect(call).rejects.toThrow();
    await until(() => closed);
    await slow.close();
  });

  it('in the middle of an upload breaks it off at the service', async () => {
    let broken = false;
    content.answer = (request) => void request.on('error', () => (broken = true)).resume();
    const { hostname, port } = new URL(gateway.url);
    const upload = request({ hostname, port, path: '/api/v1/contents', method: 'POST', agent: false });
    upload.on('error', () => undefined).write('the beginning');
    await until(() => content.requests.length > 0);
    upload.destroy();
    await until(() => broken);
  });
});

describe('a body', () => {
  it('that is a form reaches the service byte by byte', async () => {
    let body = '';
    content.answer = (request, response) => {
      void textOf(request).then((text) => {
        body = text;
        json(response, 201, {});
      });
    };
    const form = new FormData();
    form.set('source', 'ä.txt');
    form.set('file', new Blob(['x'.repeat(90_000)]), 'ä.txt');
    const response = await fetch(`${gateway.url}/api/v1/contents`, { method: 'POST', body: form });
    expect(response.status).toBe(201);
    expect(content.lastRequest.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(body).toContain('filename="ä.txt"');
    expect(body.length).toBeGreaterThan(90_000);
  });

  it('is passed on before it is complete', async () => {
    let received = '';
    content.answer = (request, response) => {
      request.setEncoding('utf8').on('data', (part: string) => (received += part));
      request.on('end', () => response.end());
    };
    await send(gateway, {
      path: '/api/v1/contents',
      method: 'POST',
      body: (async function* () {
        yield 'first ';
        await until(() => received === 'first ');
        yield 'last';
      })(),
    });
    expect(received).toBe('first last');
  });

  it('that waits for permission gets it', async () => {
    content.answer = (request, response) => void textOf(request).then((text) => response.end(text));
    const answer = await send(gateway, {
      path: '/api/v1/contents',
      method: 'POST',
      headers: { expect: '100-continue', 'content-type': 'application/json' },
      body: ['{}'],
    });
    expect(answer.text).toBe('{}');
  });

  it.each([
    ['that says it is too large', '/api/v1/tasks/claim', { 'content-length': 2001 }, ['x'.repeat(2001)]],
    [
      'that turns out to be too large',
      '/api/v1/tasks/claim',
      { 'transfer-encoding': 'chunked' },
      Array.from({ length: 30 }, () => 'x'.repeat(100)),
    ],
    [
      'that is too large even for a document',
      '/api/v1/contents',
      {},
      Array.from({ length: 200 }, () => 'x'.repeat(1000)),
    ],
  ])('%s is refused', async (_what, path, headers, body) => {
    agents.answer = content.answer = (request) => void request.on('error', () => undefined).resume();
    const answer = await send(gateway, {
      path: path as string,
      method: 'POST',
      headers: headers as Record<string, string>,
      body: body as string[],
    });
    expect(answer.status).toBe(413);
    expect(answer.json).toMatchObject({ code: 'REQUEST.TOO_LARGE', instance: path });
  });
});

describe('a service', () => {
  it('that cannot be reached is named', async () => {
    const answer = await send(gateway, { path: '/api/v1/learning/paths' });
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('1');
    expect(answer.json).toMatchObject({
      code: 'UPSTREAM.UNAVAILABLE',
      detail: 'The service learning cannot be reached: try again later.',
    });
  });

  it('that does not answer in time is named', async () => {
    agents.answer = () => undefined;
    const hasty = await startGateway({ AGENT_TASK_URL: agents.url, UPSTREAM_TIMEOUT_MS: '100' });
    const answer = await send(hasty, { path: '/api/v1/tasks' });
    await hasty.close();
    expect(answer.status).toBe(504);
    expect(answer.json).toMatchObject({
      code: 'UPSTREAM.TIMEOUT',
      detail: 'The service agent-task did not answer within 100 ms.',
    });
  });

  it('that breaks off what only reads is asked again, once and on another connection', async () => {
    const used = new Set<unknown>();
    agents.answer = (request, response) => {
      used.add(request.socket);
      if (used.size === 1) request.socket.destroy();
      else json(response, 200, { ok: true });
    };
    expect((await send(gateway, { path: '/api/v1/tasks' })).json).toEqual({ ok: true });
    expect(used.size).toBe(2);
    agents.answer = (request) => request.socket.destroy();
    expect((await send(gateway, { path: '/api/v1/tasks' })).json).toMatchObject({ code: 'UPSTREAM.UNAVAILABLE' });
    expect(agents.requests).toHaveLength(4);
  });

  it('that breaks off a change is not asked again', async () => {
    agents.answer = (request) => request.socket.destroy();
    const answer = await send(gateway, {
      path: '/api/v1/tasks/claim',
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: ['{}'],
    });
    expect(answer.json).toMatchObject({ status: 503, code: 'UPSTREAM.UNAVAILABLE' });
    expect(agents.requests).toHaveLength(1);
  });

  it('that answers 503 is not asked again by the gateway', async () => {
    agents.answer = (_request, response) => json(response, 503, { code: 'TASKS.BUSY' });
    expect((await send(gateway, { path: '/api/v1/tasks' })).json).toEqual({ code: 'TASKS.BUSY' });
    expect(agents.requests).toHaveLength(1);
  });

  it('that breaks off an answer breaks it off for the caller', async () => {
    agents.answer = (_request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('half');
      setTimeout(() => response.destroy(), 10);
    };
    await expect(send(gateway, { path: '/api/v1/tasks' })).rejects.toThrow();
  });
});
