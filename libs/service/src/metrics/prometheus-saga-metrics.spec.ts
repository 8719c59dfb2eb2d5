import { expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { PrometheusSagaMetrics } from './prometheus-saga-metrics.js';

it('The metrics of sagas show everything that is reported', async () => {
  const registry = new Registry();
  const metrics = new PrometheusSagaMetrics(registry);
  metrics.started('download');
  metrics.ended('download', 'failed', 2.5);
  metrics.stepEnded('download', 'fetch', 'compensation-failed', 0.3);
  metrics.retried('download', 'fetch');
  metrics.compensated('download', 'fetch');
  metrics.stuck('download', 'fetch');
  metrics.messages('late', 3);
  const text = await registry.metrics();
  for (const sample of [
    'edda_saga_instances_started_total{saga="download"} 1',
    'edda_saga_duration_seconds_sum{saga="download",status="failed"} 2.5',
    'edda_saga_step_seconds_count{saga="download",step="fetch",outcome="compensation-failed"} 1',
    'edda_saga_retries_total{saga="download",step="fetch"} 1',
    'edda_saga_compensations_total{saga="download",step="fetch"} 1',
    'edda_saga_stuck_total{saga="download",step="fetch"} 1',
    'edda_saga_messages_total{verdict="late"} 3',
  ]) {
    expect(text).toContain(`${sample}\n`);
  }
});
