import type { MessagingMetrics, MessagingTracer } from '@edda/messaging';
import type { Provider } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { PrometheusMessagingMetrics } from '../metrics/prometheus-messaging-metrics.js';
import { METRICS } from '../metrics/service-metrics.js';
import { TRACING, type Tracing } from '../tracing/tracing.js';

/** Injects the {@link MessagingMetrics} of the service. */
export const MESSAGING_METRICS = Symbol('edda:messaging-metrics');

/** Injects the {@link MessagingTracer} of the service. */
export const MESSAGING_TRACER = Symbol('edda:messaging-tracer');

export const MESSAGING_TELEMETRY: Provider[] = [
  {
    provide: MESSAGING_METRICS,
    inject: [METRICS],
    useFactory: (registry: Registry): MessagingMetrics => new PrometheusMessagingMetrics(registry),
  },
  {
    provide: MESSAGING_TRACER,
    inject: [TRACING, StatefulServiceConfig],
    useFactory: (tracing: Tracing, { brokerUrl }: StatefulServiceConfig): MessagingTracer =>
      tracing.messaging(messagingSystem(brokerUrl)),
  },
];

/** The name of a broker in OpenTelemetry's conventions, by the scheme of its URL. */
function messagingSystem(brokerUrl: string): string {
  if (brokerUrl.startsWith('kafka')) return 'kafka';
  return brokerUrl.startsWith('amqp') ? 'rabbitmq' : 'postgresql';
}
