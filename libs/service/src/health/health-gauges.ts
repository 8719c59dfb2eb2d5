import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { pulledGauge } from '../metrics/pulled-gauge.js';
import { Reading } from '../metrics/reading.js';
import { METRICS } from '../metrics/service-metrics.js';
import { HealthIndicators, type HealthReport } from './health-indicators.js';

/** How long a scrape waits for the checks, in milliseconds: longer than the slowest of them takes to give up. */
const PATIENCE_MS = 4_000;

const STATUSES: readonly HealthReport['status'][] = ['ready', 'degraded', 'not-ready', 'draining'];

/** Shows the readiness of a service, and of each of its parts, as `/health/ready` of this process tells it. */
@Injectable()
export class HealthGauges {
  constructor(@Inject(METRICS) registry: Registry, indicators: HealthIndicators) {
    const reading = new Reading(() => indicators.report());
    const report = (): Promise<HealthReport | null> => reading.get(PATIENCE_MS);
    pulledGauge(registry, {
      name: 'edda_health_status',
      help: 'Readiness of this process: 1 for the status it has, 0 for the others.',
      labelNames: ['status'],
      samples: async () => {
        const found = await report();
        return found && STATUSES.map((status) => ({ labels: { status }, value: found.status === status ? 1 : 0 }));
      },
    });
    pulledGauge(registry, {
      name: 'edda_health_check_up',
      help: 'Parts that the readiness of this process depends on: 1 up, 0 down.',
      labelNames: ['check'],
      samples: async () => {
        const found = await report();
        return (
          found &&
          Object.entries(found.checks).map(([check, { status }]) => ({
            labels: { check },
            value: status === 'up' ? 1 : 0,
          }))
        );
      },
    });
  }
}
