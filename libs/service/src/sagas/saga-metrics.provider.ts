import { SAGA_METRICS, type SagaMetrics } from '@edda/sagas';
import type { FactoryProvider } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { PrometheusSagaMetrics } from '../metrics/prometheus-saga-metrics.js';
import { METRICS } from '../metrics/service-metrics.js';

/** What the sagas of a service count. */
export const SAGA_METRICS_PROVIDER: FactoryProvider<SagaMetrics> = {
  provide: SAGA_METRICS,
  inject: [METRICS],
  useFactory: (registry: Registry) => new PrometheusSagaMetrics(registry),
};
