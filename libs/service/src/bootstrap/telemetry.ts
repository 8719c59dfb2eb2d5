import type { Registry } from 'prom-client';
import type { ServiceConfig } from '../config/service-config.js';
import type { Logger } from '../logging/logger.js';
import { ServiceMetrics } from '../metrics/service-metrics.js';
import { openTracing } from '../tracing/open-tracing.js';
import type { Tracing } from '../tracing/tracing.js';

/** How long a stop waits at most for the collector of spans, in milliseconds. */
const FLUSH_DEADLINE_MS = 3_000;

/** What a service tells about itself, apart from its logs. */
export interface Telemetry {
  readonly metrics: ServiceMetrics;
  /** The part of the metrics that is the service's own. */
  readonly registry: Registry;
  readonly tracing: Tracing;
  /** Sends what is recorded. Never rejects. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  readonly config: ServiceConfig;
  readonly logger: Logger;
  readonly metrics?: ServiceMetrics;
  readonly tracing?: Tracing;
}

export function openTelemetry(
  service: string,
  { config, logger, metrics = new ServiceMetrics(), tracing = openTracing(service, config, logger) }: TelemetryOptions,
): Telemetry {
  const registry = metrics.open(service);
  return {
    metrics,
    registry,
    tracing,
    async close() {
      metrics.close(service, registry);
      const deadlineMs = Math.min(config.shutdownDeadlineMs, FLUSH_DEADLINE_MS);
      if (await tracing.close(deadlineMs)) return;
      logger.warn(`The last spans could not be sent to the collector within ${deadlineMs} ms and are lost.`);
    },
  };
}
