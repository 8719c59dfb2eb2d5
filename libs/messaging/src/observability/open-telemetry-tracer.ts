import { context, SpanKind, trace, type Attributes, type Span, type Tracer } from '@opentelemetry/api';
import type { OutgoingRecord } from '../broker/broker.js';
import { typeOf } from './message-labels.js';
import type { MessagingTracer, ProcessAttempt } from './messaging-tracer.js';
import { failSpan } from './span-error.js';
import { contextOf, formatTraceparent, parseTraceparent } from './traceparent.js';

/**
 * Spans by OpenTelemetry's conventions for messaging. Records whose trace is not sampled cost no span.
 *
 * @param system `messaging.system`: `kafka`, `rabbitmq`, `postgresql`
 */
export function openTelemetryTracer(tracer: Tracer, system: string): MessagingTracer {
  return new OpenTelemetryTracer(tracer, system);
}

class OpenTelemetryTracer implements MessagingTracer {
  constructor(
    private readonly tracer: Tracer,
    private readonly system: string,
  ) {}

  async publish(
    records: readonly OutgoingRecord[],
    send: (records: readonly OutgoingRecord[]) => Promise<void>,
  ): Promise<void> {
    const spans: Span[] = [];
    const traced = records.map((record) => this.producing(record, spans));
    try {
      await send(traced);
    } catch (error) {
      for (const span of spans) failSpan(span, error);
      throw error;
    } finally {
      for (const span of spans) span.end();
    }
  }

  async process<T>(
    { record, group, attempt }: ProcessAttempt,
    work: (traceparent: string | null) => Promise<T>,
  ): Promise<T> {
    const received = record.headers['traceparent'] ?? null;
    const parent = parseTraceparent(received);
    if (parent && parent.traceFlags === 0) return work(received);
    const span = this.tracer.startSpan(
      `process ${record.topic}`,
      {
        kind: SpanKind.CONSUMER,
        // The trace goes on as a child; tools that look for the conventions' link find it too.
        ...(parent && { links: [{ context: parent }] }),
        attributes: {
          ...this.attributes(record, 'process', 'process'),
          'messaging.consumer.group.name': group,
          'messaging.destination.partition.id': String(record.partition),
          'edda.delivery.attempt': attempt,
          ...(this.system === 'kafka' && { 'messaging.kafka.offset': record.offset }),
        },
      },
      contextOf(parent),
    );
    try {
      const active = trace.setSpan(contextOf(parent), span);
      return await context.with(active, () => work(formatTraceparent(span.spanContext())));
    } catch (error) {
      failSpan(span, error);
      throw error;
    } finally {
      span.end();
    }
  }

  private producing(record: OutgoingRecord, spans: Span[]): OutgoingRecord {
    const parent = parseTraceparent(record.headers['traceparent']);
    if (parent && parent.traceFlags === 0) return record;
    const span = this.tracer.startSpan(
      `publish ${record.topic}`,
      { kind: SpanKind.PRODUCER, attributes: this.attributes(record, 'publish', 'send') },
      contextOf(parent),
    );
    spans.push(span);
    return { ...record, headers: { ...record.headers, traceparent: formatTraceparent(span.spanContext()) } };
  }

  private attributes(record: OutgoingRecord, name: string, type: 'send' | 'process'): Attributes {
    const { topic, key, headers, value } = record;
    return {
      'messaging.system': this.system,
      'messaging.operation.name': name,
      'messaging.operation.type': type,
      'messaging.destination.name': topic,
      'messaging.message.body.size': Buffer.byteLength(value),
      ...(headers['ce_id'] && { 'messaging.message.id': headers['ce_id'] }),
      ...(headers['ce_correlationid'] && { 'messaging.message.conversation_id': headers['ce_correlationid'] }),
      ...(this.system === 'kafka' && { 'messaging.kafka.message.key': key }),
      'cloudevents.event_type': typeOf(record),
    };
  }
}
