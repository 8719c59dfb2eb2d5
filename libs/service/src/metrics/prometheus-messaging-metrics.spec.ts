import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Registry } from 'prom-client';
import { PrometheusMessagingMetrics } from './prometheus-messaging-metrics.js';

const DOCUMENTATION = new URL('../../../../docs/messaging.md', import.meta.url);
const message = { topic: 'content_events', type: 'ContentUploaded', group: 'learning.read' };

async function valuesOf(registry: Registry, name: string): Promise<{ value: number; labels: object }[]> {
  const metric = await registry.getSingleMetric(name)?.get();
  return (metric?.values ?? []).map(({ value, labels }) => ({ value, labels }));
}

describe('The metrics of messaging', () => {
  it('are all in the documentation, each with its labels', async () => {
    const registry = new Registry();
    new PrometheusMessagingMetrics(registry);
    const rows = readFileSync(DOCUMENTATION, 'utf8').split('\n');
    for (const metric of registry.getMetricsAsArray()) {
      const { name, labelNames } = metric as unknown as { name: string; labelNames: string[] };
      const row = rows.find((line) => line.startsWith(`| \`${name}\``));
      expect([name, row?.split('|')[2]?.trim()]).toEqual([name, labelNames.join(', ')]);
    }
  });

  it('count by topic, type and group', async () => {
    const registry = new Registry();
    const metrics = new PrometheusMessagingMetrics(registry);
    metrics.consumed(message);
    metrics.consumed(message);
    metrics.failed(message, 'INTERNAL');
    metrics.published({ topic: 'content_events', type: 'ContentUploaded' }, 3);
    metrics.breaker('learning.read', 'open');
    expect(await valuesOf(registry, 'edda_messages_consumed_total')).toEqual([{ value: 2, labels: message }]);
    expect(await valuesOf(registry, 'edda_messages_failed_total')).toEqual([
      { value: 1, labels: { ...message, code: 'INTERNAL' } },
    ]);
    expect(await valuesOf(registry, 'edda_messages_published_total')).toMatchObject([{ value: 3 }]);
    expect(await valuesOf(registry, 'edda_consumer_breaker_state')).toMatchObject([{ value: 2 }]);
  });

  it('take a bounded number of types, whatever strangers write', async () => {
    const registry = new Registry();
    const metrics = new PrometheusMessagingMetrics(registry);
    for (let n = 0; n < 600; n++) metrics.consumed({ ...message, type: `Type${n}` });
    const values = await valuesOf(registry, 'edda_messages_consumed_total');
    expect(values).toHaveLength(501);
    expect(values.at(-1)).toEqual({ value: 100, labels: { ...message, type: 'other' } });
  });
});
