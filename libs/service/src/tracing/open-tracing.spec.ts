import { describe, expect, it } from '@jest/globals';
import { currentContext, runInContext } from '@edda/kernel';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { loadConfig, ServiceConfig } from '../index.js';
import { inSpan } from './in-span.js';
import { openTracing, traceTo } from './open-tracing.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const secret = { CALLER_SECRET: 'only-for-tests-only-for-tests-only-for-tests' };

/** Runs work in a span of a service that records this share of traces; tells the spans and the work's traceparent. */
async function traced(traceShare: string, traceparent: string | null) {
  const exporter = new InMemorySpanExporter();
  const shutdown = exporter.shutdown.bind(exporter);
  exporter.shutdown = () => Promise.resolve();
  const { tracer, close } = traceTo(exporter, 'shop', {
    traceShare,
    resourceAttributes: 'deployment.environment.name=on%20trial,service.name=other',
  });
  const context = { service: 'shop', tenantId: 'acme', userId: null, causationId: null, traceparent };
  const inside = await runInContext({ ...context, correlationId: '018f0000-0000-7000-8000-000000000000' }, () =>
    inSpan(tracer!, 'work', {}, async () => currentContext()?.traceparent),
  );
  await close(1000);
  const spans = exporter.getFinishedSpans();
  await shutdown();
  return { inside, spans };
}

describe('the share of traces that is recorded', () => {
  it('of none leaves out those begun here, and tells what follows', async () => {
    const { inside, spans } = await traced('0', null);
    expect(spans).toEqual([]);
    expect(inside).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/);
  });

  it('does not matter to those of a caller', async () => {
    expect((await traced('0', `00-${TRACE}-b7ad6b7169203331-01`)).spans).toHaveLength(1);
    const { inside, spans } = await traced('1', `00-${TRACE}-b7ad6b7169203331-00`);
    expect(spans).toEqual([]);
    expect(inside).toBe(`00-${TRACE}-b7ad6b7169203331-00`);
  });
});

it('spans name their service, whatever the attributes of the resource say', async () => {
  const { spans } = await traced('1', null);
  expect(spans[0]?.resource.attributes).toMatchObject({
    'service.name': 'shop',
    'deployment.environment.name': 'on trial',
  });
});

it('without a collector nothing is recorded', () => {
  const silent = { error() {}, warn() {}, info() {}, debug() {} };
  expect(openTracing('shop', loadConfig(ServiceConfig, secret), silent).tracer).toBeNull();
});

it.each([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_TRACES_SAMPLER_ARG', '2'],
  ['OTEL_RESOURCE_ATTRIBUTES', 'environment'],
])('a wrong %s stops the start', (name, value) => {
  expect(() => loadConfig(ServiceConfig, { ...secret, [name]: value })).toThrow(`${name} is "${value}"`);
});
