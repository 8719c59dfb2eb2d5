import { afterEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdDerivation, newId, runInContext, verifyCaller, type ExecutionContext } from '@edda/kernel';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { ServiceClient, type ServiceClientOptions } from '../src/index.js';

const SECRET = 'a secret of more than 32 characters';
let server: Server;
afterEach(() => new Promise((resolve) => (server.closeAllConnections(), server.close(resolve))));

async function client(
  answer: (request: IncomingMessage, response: ServerResponse, call: number) => void,
  options: Partial<ServiceClientOptions> = {},
): Promise<ServiceClient> {
  let calls = 0;
  server = createServer((request, response) => answer(request, response, ++calls));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const backoff = { initial: 1, factor: 1, max: 1, jitter: 0 };
  return new ServiceClient({ name: 'content', baseUrl, callerSecret: SECRET, backoff, ...options });
}

const context = (derivation?: IdDerivation): ExecutionContext => ({
  service: 'learning',
  tenantId: 'acme',
  userId: 'ada',
  correlationId: newId(),
  causationId: null,
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  derivation,
});

describe('a call to another service', () => {
  it('is signed and carries the context', async () => {
    let headers: IncomingMessage['headers'] = {};
    const content = await client((request, response) => {
      headers = request.headers;
      response.end('{"a":1}');
    });
    const caller = context();
    expect(await runInContext(caller, () => content.get('/api/v1/contents/1'))).toEqual({ a: 1 });
    expect(headers).toMatchObject({ 'x-correlation-id': caller.correlationId, traceparent: caller.traceparent });
    expect(headers['idempotency-key']).toBeUndefined();
    expect(await verifyCaller(headers['x-edda-caller'] as string, SECRET)).toEqual({ tenantId: 'acme', userId: 'ada' });
  });

  it('is a span of its own, which the other service sees as its caller', async () => {
    const exporter = new InMemorySpanExporter();
    const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
    let seen: unknown;
    const content = await client(
      (request, response) => {
        seen = request.headers['traceparent'];
        response.end('{}');
      },
      { tracer: provider.getTracer('specs') },
    );
    await runInContext(context(), () => content.get('/api/v1/contents/1'));
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({ name: 'GET content', parentSpanContext: { spanId: 'b'.repeat(16) } });
    expect(seen).toBe(`00-${'a'.repeat(32)}-${span?.spanContext().spanId}-01`);
  });

  it('that changes something has the same key at every attempt to handle one message', async () => {
    const keys: unknown[] = [];
    const content = await client((request, response) => {
      keys.push(request.headers['idempotency-key']);
      response.writeHead(204).end();
    });
    const message = newId();
    const handle = (): Promise<unknown> =>
      runInContext(context(new IdDerivation(message)), () => content.post('/x', { body: { a: 1 } }));
    expect(await handle()).toBeNull();
    await handle();
    expect(keys[0]).toEqual(expect.any(String));
    expect(keys[1]).toBe(keys[0]);
  });

  it.each([502, 503, 504])('that reads is tried again after %i', async (status) => {
    const content = await client((_request, response, call) =>
      response.writeHead(call < 3 ? status : 200).end('"done"'),
    );
    expect(await content.get('/x')).toBe('done');
  });

  it('that reads is tried again when the connection breaks', async () => {
    const content = await client((request, response, call) =>
      call < 3 ? request.socket.destroy() : response.end('"done"'),
    );
    expect(await content.get('/x')).toBe('done');
  });

  it('that reads is tried again when the answer breaks off', async () => {
    const content = await client((_request, response, call) => {
      if (call > 1) return response.end('whole');
      response.writeHead(200, { 'content-length': 100 }).write('ha');
      return setTimeout(() => response.destroy(), 5);
    });
    expect(await content.getText('/x')).toBe('whole');
  });

  it('that changes something is not tried again', async () => {
    let calls = 0;
    const content = await client((_request, response) => (calls++, response.writeHead(503).end()));
    await expect(content.post('/x', { body: {} })).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'UPSTREAM.FAILED',
    });
    expect(calls).toBe(1);
  });

  it('fails with the problem the service answers', async () => {
    const errors = [{ field: 'id', value: '1', message: 'is unknown' }];
    const content = await client((_request, response) =>
      response
        .writeHead(404, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ code: 'CONTENT.NOT_FOUND', detail: 'None.', errors })),
    );
    await expect(content.get('/x')).rejects.toMatchObject({
      kind: 'not-found',
      code: 'CONTENT.NOT_FOUND',
      message: 'None.',
      fields: errors,
    });
  });

  it('fails with the name of the service when it does not answer in time', async () => {
    const content = await client(() => undefined, { timeoutMs: 20, attempts: 2 });
    await expect(content.get('/x')).rejects.toMatchObject({
      kind: 'unavailable',
      code: 'UPSTREAM.TIMEOUT',
      message: expect.stringContaining('content at http'),
    });
  });

  it('fails with the name of the service when nothing listens there', async () => {
    const content = await client(() => undefined, { attempts: 1 });
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    await expect(content.get('/x')).rejects.toMatchObject({
      code: 'UPSTREAM.UNAVAILABLE',
      message: `content at http://127.0.0.1:${port} cannot be reached: ECONNREFUSED.`,
    });
  });

  it('fails when the answer is not what was asked for', async () => {
    const content = await client((_request, response) => response.end('<html>'));
    await expect(content.get('/x')).rejects.toMatchObject({ kind: 'internal', code: 'UPSTREAM.FAILED' });
  });

  it('ends when it is not wanted any more', async () => {
    const content = await client(() => undefined);
    const controller = new AbortController();
    const call = content.get('/x', { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
  });
});
