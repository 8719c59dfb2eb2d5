import { randomUUID } from 'node:crypto';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanExporter,
} from '@opentelemetry/sdk-trace';
import type { ServiceConfig } from '../config/service-config.js';
import type { Logger } from '../logging/logger.js';
import { keyValueList } from './key-value-list.js';
import { LoggedExporter } from './logged-exporter.js';
import { settledWithin } from './settled-within.js';
import { NOT_TRACED, tracingWith, type Tracing } from './tracing.js';

type TracingConfig = Pick<ServiceConfig, 'otlpEndpoint' | 'otlpHeaders' | 'traceShare' | 'resourceAttributes'>;

/** Longest wait for the collector, in milliseconds; spans wait meanwhile, and are dropped when there are too many. */
const EXPORT_TIMEOUT_MS = 5_000;

/**
 * Sends the spans of one service to the collector that the configuration names. Nothing of the process is touched: there is
 * no global provider, context manager or propagator.
 */
export function openTracing(service: string, config: TracingConfig, logger: Logger): Tracing {
  if (config.otlpEndpoint === null) return NOT_TRACED;
  const url = `${config.otlpEndpoint.replace(/\/$/, '')}/v1/traces`;
  const headers = { ...keyValueList(config.otlpHeaders ?? '') };
  const exporter = new OTLPTraceExporter({ url, headers, timeoutMillis: EXPORT_TIMEOUT_MS });
  return traceTo(new LoggedExporter(exporter, logger), service, config);
}

/** Traces a service with a given exporter. */
export function traceTo(
  exporter: SpanExporter,
  service: string,
  { traceShare, resourceAttributes }: Pick<TracingConfig, 'traceShare' | 'resourceAttributes'>,
): Tracing {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.namespace': 'edda',
      'service.instance.id': randomUUID(),
      ...keyValueList(resourceAttributes ?? ''),
      'service.name': service,
    }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(Number(traceShare)) }),
    spanLimits: { attributeValueLengthLimit: 1000 },
    spanProcessors: [new BatchSpanProcessor({ exporter, exportTimeoutMillis: EXPORT_TIMEOUT_MS })],
  });
  return tracingWith(provider.getTracer('edda'), (deadlineMs) => settledWithin(provider.shutdown(), deadlineMs));
}
