import { listSubscriptions, poolClient, type SubscriptionOverview } from '@edda/event-store';
import { RefusedRecords } from '@edda/messaging';
import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { pulledGauge } from '../metrics/pulled-gauge.js';
import { Reading } from '../metrics/reading.js';
import { METRICS } from '../metrics/service-metrics.js';

/** Shows how far the readers of the service's log are behind it, the relay among them, and what that had to put aside. */
@Injectable()
export class LogMetrics {
  constructor(@Inject(METRICS) registry: Registry, dataSource: DataSource) {
    const client = poolClient(dataSource);
    const overview = new Reading(() => listSubscriptions(client));
    const gauge = (name: string, help: string, of: (subscription: SubscriptionOverview) => number): void =>
      pulledGauge(registry, {
        name: `edda_log_subscription_${name}`,
        help,
        labelNames: ['subscription'],
        samples: async () =>
          (await overview.get())?.map((each) => ({ labels: { subscription: each.name }, value: of(each) })) ?? null,
      });
    gauge('lag_positions', 'Positions between a subscription and the end of the log.', (each) => each.positionsBehind);
    gauge('lag_seconds', 'Age of the first event behind a subscription.', (each) => each.millisecondsBehind / 1000);
    gauge('idle_shards', 'Shards of a subscription that no process runs.', (each) => each.shards - each.owned);
    const refused = new Reading(() => new RefusedRecords(client).counts());
    pulledGauge(registry, {
      name: 'edda_relay_refused_records',
      help: 'Messages the relay has put aside: refused for good, waiting for somebody to take them, or behind one of these.',
      labelNames: ['status'],
      samples: async () => {
        const counts = await refused.get();
        return counts && Object.entries(counts).map(([status, value]) => ({ labels: { status }, value }));
      },
    });
  }
}
