import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { isUuid, newId, signCaller } from '@edda/kernel';
import { createService, loadConfig, type ProblemDocument, type RunningService } from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { NoteConfig, noteService, SECRET } from './note-service.js';

const log = memoryLog();
let service: RunningService;
let storeFails = false;

beforeAll(async () => {
  const config = loadConfig(NoteConfig, { CALLER_SECRET: SECRET, BODY_LIMIT: '4096' });
  const check = async (): Promise<void> => {
    if (storeFails) throw new Error('cannot reach postgres://edda:hunter2@db/notes');
  };
  service = await createService(noteService('notes', { check }), { config, logger: log.logger });
});
afterAll(() => service.close());

async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const token = await signCaller({ tenantId: 'acme', userId: 'ada' }, SECRET);
  return fetch(new URL(path, service.url), { ...init, headers: { 'x-edda-caller': token, ...init.headers } });
}

async function problem(response: Response): Promise<ProblemDocument> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const document = (await response.json()) as ProblemDocument;
  expect(document.status).toBe(response.status);
  expect(document.correlationId).toBe(response.headers.get('x-correlation-id'));
  return document;
}

const post = (body: string, type = 'application/json'): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'content-type': type },
});

describe('the context of a request', () => {
  it('reaches a handler with the caller and the correlation id', async () => {
    const id = newId();
    const trace = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const response = await call('/api/v1/notes/context', { headers: { 'x-correlation-id': id, traceparent: trace } });
    expect(await response.json()).toEqual({
      service: 'notes',
      tenantId: 'acme',
      userId: 'ada',
      correlationId: id,
      causationId: null,
      traceparent: trace,
    });
    expect(response.headers.get('x-correlation-id')).toBe(id);
  });

  it('reaches a handler that takes a body', async () => {
    const response = await call('/api/v1/notes', post(JSON.stringify({ text: 'hello' })));
    expect(await response.json()).toMatchObject({ text: 'hello', context: { tenantId: 'acme' } });
  });

  it('reaches a handler whose body comes in pieces', async () => {
    const body = new ReadableStream({
      async start(stream) {
        for (const piece of ['{"text":', '"hello"', '}']) {
          stream.enqueue(new TextEncoder().encode(piece));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        stream.close();
      },
    });
    const headers = { 'content-type': 'application/json' };
    const response = await call('/api/v1/notes', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);
    expect(await response.json()).toMatchObject({ text: 'hello', context: { tenantId: 'acme' } });
  });

  it('is another one for each of many requests at once', async () => {
    const ids = Array.from({ length: 30 }, () => newId());
    const answers = await Promise.all(
      ids.map(async (id) => {
        const init = { ...post(JSON.stringify({ text: 'hello' })) };
        const response = await call('/api/v1/notes', { ...init, headers: { ...init.headers, 'x-correlation-id': id } });
        return ((await response.json()) as { context: { correlationId: string } }).context.correlationId;
      }),
    );
    expect(answers).toEqual(ids);
  });

  it('gets a new correlation id when the one that was sent is no UUID', async () => {
    const response = await call('/api/v1/notes/context', { headers: { 'x-correlation-id': "x' or 1=1" } });
    expect(isUuid(response.headers.get('x-correlation-id'))).toBe(true);
  });

  it('puts the correlation id on answers streamed around the framework', async () => {
    const response = await call('/api/v1/notes/stream');
    const reader = response.body!.getReader();
    const { value } = await reader.read();
    expect(new TextDecoder().decode(value)).toBe(`data: ${response.headers.get('x-correlation-id')}\n\n`);
    await reader.cancel();
  });
});

describe('a caller', () => {
  it.each([
    ['is refused without a signature', {}, 'CALLER.REQUIRED'],
    ['is refused with a forged signature', { 'x-edda-caller': 'a.b.c' }, 'CALLER.INVALID'],
  ])('%s', async (_rule, headers, code) => {
    const response = await fetch(new URL('/api/v1/notes', service.url), { headers: headers as Record<string, string> });
    expect(await problem(response)).toMatchObject({ status: 401, code });
  });

  it('signed with another secret is refused', async () => {
    const token = await signCaller({ tenantId: 'acme', userId: null }, 'another secret of more than 32 characters');
    expect(await problem(await call('/api/v1/notes', { headers: { 'x-edda-caller': token } }))).toMatchObject({
      code: 'CALLER.INVALID',
    });
  });

  it('does not get past the check by another spelling of an open path', async () => {
    for (const path of [
      '/docs/../api/v1/notes',
      '/docs%2f..%2fapi/v1/notes',
      '//api/v1/notes',
      '/API/v1/notes',
      '/api/v1/notes/?x=/health/live',
    ]) {
      expect([401, 403, 404]).toContain((await rawGet(path)).status);
    }
  });

  it.each(['/health/live', '/health/ready', '/openapi.json', '/docs'])('needs no signature for %s', async (path) => {
    expect((await fetch(new URL(path, service.url))).status).toBe(200);
  });
});

describe('bad input', () => {
  it('names the fields of a body that are wrong, with their values', async () => {
    const body = { text: 'ab', sources: [{ url: 'http://a/b' }, { url: 'no url' }], colour: 'red' };
    const document = await problem(await call('/api/v1/notes', post(JSON.stringify(body))));
    expect(document).toMatchObject({
      status: 400,
      code: 'REQUEST.INVALID',
      instance: '/api/v1/notes',
      title: 'Bad Request',
    });
    expect(document.errors).toEqual(
      expect.arrayContaining([
        { field: 'text', value: 'ab', message: 'text must be longer than or equal to 3 characters' },
        { field: 'sources[1].url', value: 'no url', message: expect.stringContaining('URL') },
        { field: 'colour', value: 'red', message: 'property colour should not exist' },
      ]),
    );
  });

  it.each([
    ['malformed JSON', post('{"text":'), 400, 'REQUEST.MALFORMED'],
    ['an empty body', post(''), 400, 'REQUEST.MALFORMED'],
    ['a poisoned prototype', post('{"__proto__":{"admin":true},"text":"hello"}'), 400, 'REQUEST.MALFORMED'],
    ['a list instead of an object', post('[]'), 400, 'REQUEST.INVALID'],
    ['a text instead of an object', post('"hello"'), 400, 'REQUEST.INVALID'],
    ['null instead of an object', post('null'), 400, 'REQUEST.INVALID'],
    ['no body at all', { method: 'POST' }, 400, 'REQUEST.INVALID'],
    ['U+0000 in a text', post('{"text":"a\\u0000bc"}'), 400, 'REQUEST.INVALID'],
    ['nesting of 2000 levels', post('['.repeat(2000) + ']'.repeat(2000)), 400, 'REQUEST.MALFORMED'],
    ['plain text', post('hello', 'text/plain'), 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a form', post('text=hello', 'application/x-www-form-urlencoded'), 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a multipart form', post('--x--', 'multipart/form-data; boundary=x'), 415, 'REQUEST.UNSUPPORTED_MEDIA_TYPE'],
    ['a body over the limit', post(JSON.stringify({ text: 'x'.repeat(5000) })), 413, 'REQUEST.TOO_LARGE'],
  ])('answers %s with a problem', async (_what, init, status, code) => {
    expect(await problem(await call('/api/v1/notes', init as RequestInit))).toMatchObject({ status, code });
  });

  it.each([
    ['a limit that is no number', '?limit=abc', 'limit', 'abc'],
    ['a limit that is too high', '?limit=201', 'limit', 201],
    ['a limit of zero', '?limit=0', 'limit', 0],
    ['a broken limit', '?limit=1.5', 'limit', '1.5'],
    ['an unknown filter', '?colour=red', 'colour', 'red'],
    ['a cursor of another list', `?cursor=${Buffer.from('[1]').toString('base64url')}`, 'cursor', 'WzFd'],
  ])('answers %s with a problem', async (_what, query, field, value) => {
    const document = await problem(await call(`/api/v1/notes${query}`));
    expect(document.status).toBe(400);
    expect(document.errors![0]).toMatchObject({ field, value });
  });

  it.each([
    ['an unknown path', 'GET', '/api/v1/nothing', 404, 'ROUTE.NOT_FOUND'],
    ['a path outside the API', 'GET', '/notes', 404, 'ROUTE.NOT_FOUND'],
    ['a method the path does not take', 'DELETE', '/api/v1/notes', 405, 'METHOD.NOT_ALLOWED'],
    ['an id nobody has', 'GET', `/api/v1/notes/${newId()}`, 404, 'NOTE.NOT_FOUND'],
    ['an id that is no UUID', 'GET', '/api/v1/notes/42', 404, 'NOTE.NOT_FOUND'],
    ['a malformed escape in the path', 'GET', '/api/v1/notes/%zz', 400, 'REQUEST.BAD_URL'],
    ['an endless id', 'GET', `/api/v1/notes/${'x'.repeat(500)}`, 414, 'REQUEST.BAD_URL'],
  ])('answers %s with a problem', async (_what, method, path, status, code) => {
    expect(await problem(await call(path, { method }))).toMatchObject({ status, code });
  });

  it('says which methods a path takes', async () => {
    expect((await call('/api/v1/notes', { method: 'DELETE' })).headers.get('allow')).toBe('GET, HEAD, POST');
  });

  it('answers what is no HTTP with a problem', async () => {
    expect(await raw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400[^]*REQUEST.MALFORMED/);
    expect(await raw(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431[^]*HEADERS_TOO_LARGE/,
    );
  });

  it('leaves no stack in the log', async () => {
    log.lines.length = 0;
    await call('/api/v1/notes', post('{'));
    await call('/api/v1/notes/refused');
    expect(log.text()).not.toContain('node_modules');
    expect(log.lines.filter(({ level }) => level !== 'debug' && level !== 'info')).toEqual([]);
  });
});

describe('a failure', () => {
  it('of the domain keeps its code and sentence', async () => {
    expect(await problem(await call('/api/v1/notes/refused'))).toMatchObject({
      type: 'urn:problem-type:edda:NOTE.LOCKED',
      status: 409,
      code: 'NOTE.LOCKED',
      detail: 'The note is locked: try again later.',
    });
  });

  it('inside is answered without details and logged with them, passwords left out', async () => {
    log.lines.length = 0;
    const response = await call('/api/v1/notes/broken');
    const document = await problem(response);
    expect(document).toMatchObject({ status: 500, code: 'INTERNAL' });
    expect(JSON.stringify(document)).not.toContain('secret details');
    const line = log.lines.find(({ level }) => level === 'error')!;
    expect(line).toMatchObject({
      service: 'notes',
      correlationId: document.correlationId,
      tenantId: 'acme',
      path: '/api/v1/notes/broken',
    });
    expect(line['error']).toMatchObject({
      stack: expect.stringContaining('note-service'),
      cause: { message: 'the cause' },
    });
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });
});

describe('a list', () => {
  it('is read to its end by its cursors', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const response = await call(`/api/v1/notes?limit=2${cursor && `&cursor=${cursor}`}`);
      const page = (await response.json()) as { items: { text: string }[]; nextCursor: string | null };
      seen.push(...page.items.map(({ text }) => text));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(['note 0', 'note 1', 'note 2', 'note 3', 'note 4']);
  });
});

describe('readiness', () => {
  it('shows each part', async () => {
    const response = await fetch(new URL('/health/ready', service.url));
    expect(await response.json()).toEqual({ status: 'ready', checks: { store: { status: 'up', notes: 5 } } });
  });

  it('is gone when a part is down, without passwords in the reason', async () => {
    storeFails = true;
    const response = await fetch(new URL('/health/ready', service.url));
    storeFails = false;
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      status: 'not-ready',
      checks: { store: { status: 'down', reason: 'cannot reach postgres://edda:***@db/notes' } },
    });
  });
});

describe('the documentation', () => {
  it('describes the REST operations, their problems, and nothing else', async () => {
    const document = (await (await fetch(new URL('/openapi.json', service.url))).json()) as {
      info: object;
      paths: Record<string, Record<string, { responses: Record<string, { description: string; content: object }> }>>;
      components: { schemas: object };
    };
    expect(document.info).toMatchObject({ title: 'Notes', version: '1' });
    expect(Object.keys(document.paths).sort()).toEqual(
      ['', '/broken', '/context', '/refused', '/slow', '/stream', '/wake', '/{id}'].map(
        (path) => `/api/v1/notes${path}`,
      ),
    );
    const { responses } = document.paths['/api/v1/notes']!['get']!;
    expect(responses['400']!.description).toBe(
      [
        '`CURSOR.INVALID`: The cursor is of another list.',
        '`REQUEST.INVALID`: The query is wrong.',
        '`REQUEST.BAD_URL`: The path cannot be read.',
      ].join('\n\n'),
    );
    expect(Object.keys(responses)).toEqual(['200', '400', '401', '431', '500', '503']);
    expect(Object.keys(responses['400']!.content)).toEqual(['application/problem+json']);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['ProblemDocument', 'Note', 'CreateNote']),
    );
  });

  it('has a page for people', async () => {
    const response = await fetch(new URL('/docs', service.url));
    expect(await response.text()).toContain('swagger-ui');
    const script = await fetch(new URL('/docs/swagger-ui-bundle.js', service.url));
    expect((await script.text()).length).toBeGreaterThan(100_000);
  });
});

it('every answer forbids sniffing and framing by others', async () => {
  const { headers } = await call('/api/v1/notes');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
});

async function rawGet(path: string): Promise<{ status: number }> {
  const text = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  return { status: Number(text.split(' ', 2)[1]) };
}

function raw(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
    let text = '';
    socket
      .setEncoding('utf8')
      .on('data', (chunk) => (text += String(chunk)))
      .on('close', () => resolve(text))
      .on('error', reject);
    socket.write(request);
  });
}
