import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CALLER_HEADER, DEFAULT_TENANT, signCaller } from '@edda/kernel';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { createService, loadConfig, ServiceMetrics, traceTo, type RunningService } from '../src/index.js';
import { memoryLog } from './memory-log.js';
import { sample } from './metric-samples.js';
import { NoteConfig, noteService, SECRET } from './note-service.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const config = loadConfig(NoteConfig, { CALLER_SECRET: SECRET });

function get(service: RunningService, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${service.url}${path}`, { headers });
}

async function asCaller(headers: Record<string, string> = {}): Promise<Record<string, string>> {
  return { ...headers, [CALLER_HEADER]: await signCaller({ tenantId: DEFAULT_TENANT, userId: null }, SECRET) };
}

describe('the metrics of the services of a process', () => {
  const metrics = new ServiceMetrics();
  let notes: RunningService;
  let others: RunningService;
  beforeAll(async () => {
    const { logger } = memoryLog();
    notes = await createService({ ...noteService(), name: 'notes' }, { config, logger, metrics });
    others = await createService({ ...noteService(), name: 'others' }, { config, logger, metrics });
  });
  afterAll(() => Promise.all([notes.close(), others.close()]));

  it('are shown without a caller, by each service for all of them, a metric once', async () => {
    const response = await get(notes, '/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toMatch(/^http_server_active_requests\{service="notes"\} 1$/m);
    expect(text).toMatch(/^http_server_active_requests\{service="others"\} 0$/m);
    expect(text.match(/^# TYPE http_server_active_requests gauge$/gm)).toHaveLength(1);
    expect(text.match(/^process_resident_memory_bytes /gm)).toHaveLength(1);
  });

  it('measure requests by the pattern of their route and by their status', async () => {
    for (const path of ['/api/v1/notes', '/api/v1/notes', '/api/v1/notes?limit=none', '/no/such/page', '/no/other']) {
      await get(notes, path, await asCaller());
    }
    const text = await (await get(others, '/metrics')).text();
    const count = (labels: Record<string, string>): number | null =>
      sample(text, 'http_server_request_duration_seconds_count', { service: 'notes', method: 'GET', ...labels });
    expect(count({ route: '/api/v1/notes', status: '200' })).toBe(2);
    expect(count({ route: '/api/v1/notes', status: '400' })).toBe(1);
    expect(count({ route: 'unknown', status: '404' })).toBe(2);
    expect(text).not.toContain('no/such');
  });

  it('end with the service', async () => {
    const { logger } = memoryLog();
    const third = await createService({ ...noteService(), name: 'third' }, { config, logger, metrics });
    expect(await metrics.text()).toContain('service="third"');
    await third.close();
    expect(await metrics.text()).not.toContain('service="third"');
  });
});

it('the metrics of a service tell its readiness, and which part it lacks', async () => {
  const check = (): Promise<void> => Promise.reject(new Error('gone'));
  const notes = await createService(noteService('notes', { check }), { config, logger: memoryLog().logger });
  const text = await (await get(notes, '/metrics')).text();
  await notes.close();
  const service = 'notes';
  expect(sample(text, 'edda_health_status', { service, status: 'not-ready' })).toBe(1);
  expect(sample(text, 'edda_health_status', { service, status: 'ready' })).toBe(0);
  expect(sample(text, 'edda_health_check_up', { service, check: 'store' })).toBe(0);
  expect(text).toMatch(/^nodejs_heap_size_limit_bytes [1-9]/m);
});

describe('the spans of a service', () => {
  const exporter = new InMemorySpanExporter();
  let service: RunningService;
  let closed = false;
  beforeAll(async () => {
    // Shutting an in-memory exporter down empties it.
    exporter.shutdown = () => ((closed = true), Promise.resolve());
    const tracing = traceTo(exporter, 'notes', config);
    service = await createService(noteService(), { config, logger: memoryLog().logger, tracing });
  });

  it('are a child of the caller, and are what the request causes; upkeep has none', async () => {
    const traceparent = `00-${TRACE}-b7ad6b7169203331-01`;
    const headers = await asCaller({ traceparent, 'content-type': 'application/json' });
    const body = JSON.stringify({ text: 'a note', sources: [] });
    const response = await fetch(`${service.url}/api/v1/notes`, { method: 'POST', headers, body });
    const { context } = (await response.json()) as { context: { traceparent: string } };
    await get(service, '/health/ready');
    await get(service, '/metrics');
    await service.close();
    expect(closed).toBe(true);
    const spans = exporter.getFinishedSpans();
    expect(spans).toMatchObject([
      {
        name: 'POST /api/v1/notes',
        parentSpanContext: { spanId: 'b7ad6b7169203331' },
        attributes: { 'http.request.method': 'POST', 'http.route': '/api/v1/notes', 'http.response.status_code': 201 },
        resource: { attributes: { 'service.name': 'notes', 'service.namespace': 'edda' } },
      },
    ]);
    const own = spans[0]?.spanContext();
    expect(context.traceparent).toBe(`00-${TRACE}-${own?.spanId}-01`);
  });
});

describe('without a collector', () => {
  let service: RunningService;
  beforeAll(async () => {
    service = await createService(noteService(), { config, logger: memoryLog().logger });
  });
  afterAll(() => service.close());

  const carried = async (traceparent: string): Promise<unknown> => {
    const headers = await asCaller({ traceparent, 'content-type': 'application/json' });
    const body = JSON.stringify({ text: 'a note', sources: [] });
    const response = await fetch(`${service.url}/api/v1/notes`, { method: 'POST', headers, body });
    return ((await response.json()) as { context: { traceparent: unknown } }).context.traceparent;
  };

  it('the trace of a caller is carried on', async () => {
    expect(await carried(`00-${TRACE}-b7ad6b7169203331-01`)).toBe(`00-${TRACE}-b7ad6b7169203331-01`);
  });

  it('what is no trace is left out', async () => {
    expect(await carried(`00-${'0'.repeat(32)}-b7ad6b7169203331-01`)).toBeNull();
  });
});

it('a collector that refuses spans is logged once, and holds up neither requests nor the end', async () => {
  const paths: (string | undefined)[] = [];
  const collector = createServer((request, response) => {
    paths.push(`${request.url} ${request.headers['x-key']}`);
    request.resume().once('end', () => response.writeHead(400).end());
  });
  await once(collector.listen(0, '127.0.0.1'), 'listening');
  const { logger, lines } = memoryLog();
  const env = {
    CALLER_SECRET: SECRET,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_HEADERS: 'x-key=a%20secret',
  };
  const service = await createService(noteService(), { config: loadConfig(NoteConfig, env), logger });
  expect((await get(service, '/api/v1/notes', await asCaller())).status).toBe(200);
  await service.close();
  collector.close();
  expect(paths).toEqual(['/v1/traces a secret']);
  const said = lines.map(({ message }) => String(message)).filter((message) => message.includes('spans'));
  expect(said).toEqual(['1 spans could not be sent to the collector and are lost.']);
});
