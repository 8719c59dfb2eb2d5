import { describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, trace, type Context, type Span, type SpanOptions, type Tracer } from '@opentelemetry/api';
import type { BrokerRecord, OutgoingRecord } from '../broker/broker.js';
import { openTelemetryTracer } from './open-telemetry-tracer.js';
import { parseTraceparent } from './traceparent.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SAMPLED = `00-${TRACE}-b7ad6b7169203331-01`;
const NOT_SAMPLED = `00-${TRACE}-b7ad6b7169203331-00`;

interface Seen {
  name: string;
  options: SpanOptions;
  parent: string | undefined;
  attributes: Record<string, unknown>;
  ended: number;
}

/** Keeps what it is asked for, and hands out spans of the parent's trace. */
function recorder(): { tracer: Tracer; spans: Seen[] } {
  const spans: Seen[] = [];
  const startSpan = (name: string, options: SpanOptions = {}, parentContext: Context = ROOT_CONTEXT): Span => {
    const parent = trace.getSpanContext(parentContext);
    const seen: Seen = { name, options, parent: parent?.spanId, attributes: { ...options.attributes }, ended: 0 };
    spans.push(seen);
    const spanId = String(spans.length).padStart(16, '0');
    const span: Partial<Span> = {
      spanContext: () => ({ traceId: parent?.traceId ?? 'f'.repeat(32), spanId, traceFlags: 1 }),
      setAttribute: (key, value) => ((seen.attributes[key] = value), span as Span),
      setStatus: () => span as Span,
      end: () => void seen.ended++,
    };
    return span as Span;
  };
  return { tracer: { startSpan, startActiveSpan: () => undefined as never }, spans };
}

function outgoing(traceparent?: string): OutgoingRecord {
  const headers = { ce_type: 'RunStarted', ce_id: 'id-1', ...(traceparent && { traceparent }) };
  return { topic: 'runs', key: 'default/1', headers, value: '{}' };
}

function received(traceparent?: string): BrokerRecord {
  return { ...outgoing(traceparent), partition: 3, offset: 7, timestamp: new Date() };
}

const attempt = (record: BrokerRecord) => ({ record, group: 'learning.read', attempt: 2 });

describe('publishing with traces', () => {
  it('gives each record the context of its own producer span, a child of what appended it', async () => {
    const { tracer, spans } = recorder();
    let sent: readonly OutgoingRecord[] = [];
    await openTelemetryTracer(tracer, 'kafka').publish([outgoing(SAMPLED), outgoing(SAMPLED)], async (records) => {
      expect(spans.map(({ ended }) => ended)).toEqual([0, 0]);
      sent = records;
    });
    expect(spans).toMatchObject([
      { name: 'publish runs', parent: 'b7ad6b7169203331', ended: 1 },
      { name: 'publish runs', parent: 'b7ad6b7169203331', ended: 1 },
    ]);
    expect(sent.map(({ headers }) => headers['traceparent'])).toEqual([
      `00-${TRACE}-0000000000000001-01`,
      `00-${TRACE}-0000000000000002-01`,
    ]);
  });

  it('makes no span of a trace that is not sampled, and passes it on', async () => {
    const { tracer, spans } = recorder();
    const records = [outgoing(NOT_SAMPLED)];
    await openTelemetryTracer(tracer, 'kafka').publish(records, async (sent) => expect(sent).toEqual(records));
    expect(spans).toEqual([]);
  });

  it('ends the spans with the error of the broker, and passes it on', async () => {
    const { tracer, spans } = recorder();
    const failing = openTelemetryTracer(tracer, 'kafka').publish([outgoing(SAMPLED)], () =>
      Promise.reject(new Error('away')),
    );
    await expect(failing).rejects.toThrow('away');
    expect(spans).toMatchObject([{ ended: 1, attributes: { 'error.type': 'INTERNAL' } }]);
  });
});

describe('processing with traces', () => {
  it('runs the work under a consumer span below the record, and tells it its context', async () => {
    const { tracer, spans } = recorder();
    const traceparent = await openTelemetryTracer(tracer, 'kafka').process(attempt(received(SAMPLED)), async (t) => t);
    expect(traceparent).toBe(`00-${TRACE}-0000000000000001-01`);
    expect(spans).toMatchObject([
      {
        name: 'process runs',
        parent: 'b7ad6b7169203331',
        ended: 1,
        attributes: {
          'messaging.system': 'kafka',
          'messaging.operation.type': 'process',
          'messaging.consumer.group.name': 'learning.read',
          'messaging.destination.partition.id': '3',
          'messaging.kafka.offset': 7,
          'messaging.message.id': 'id-1',
          'edda.delivery.attempt': 2,
        },
        options: { links: [{ context: { spanId: 'b7ad6b7169203331' } }] },
      },
    ]);
  });

  it('begins a trace for a record of a stranger', async () => {
    const { tracer, spans } = recorder();
    await openTelemetryTracer(tracer, 'kafka').process(attempt(received()), async () => undefined);
    expect(spans).toMatchObject([{ parent: undefined, options: { attributes: { 'messaging.system': 'kafka' } } }]);
  });

  it('carries a trace on that is not sampled, without a span', async () => {
    const { tracer, spans } = recorder();
    const given = await openTelemetryTracer(tracer, 'kafka').process(attempt(received(NOT_SAMPLED)), async (t) => t);
    expect(given).toBe(NOT_SAMPLED);
    expect(spans).toEqual([]);
  });
});

describe('a traceparent', () => {
  it.each([
    '',
    'x',
    `ff-${TRACE}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${TRACE}-b7ad6b716920333-01`,
    `00-${TRACE.toUpperCase()}-b7ad6b7169203331-01`,
  ])('is none when it is "%s"', (text) => expect(parseTraceparent(text)).toBeNull());

  it('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`01-${TRACE}-b7ad6b7169203331-01-more`)).toMatchObject({ traceId: TRACE, traceFlags: 1 });
  });
});
