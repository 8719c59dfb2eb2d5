import { poolClient } from '@edda/event-store';
import { SubscriptionServer, type Broker, type SubscriptionStatus } from '@edda/messaging';
import { Inject, Injectable } from '@nestjs/common';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { pulledGauge } from '../metrics/pulled-gauge.js';
import { Reading } from '../metrics/reading.js';
import { METRICS } from '../metrics/service-metrics.js';
import { consumerLag } from './consumer-lag.js';
import { BROKER } from './broker-token.js';
import { countDeadLetters, countParked } from './held-messages.js';

/** Shows how the subscriptions of the service stand: behind what, holding what, and whether they run. */
@Injectable()
export class DeliveryMetrics {
  constructor(
    @Inject(METRICS) private readonly registry: Registry,
    private readonly dataSource: DataSource,
    @Inject(BROKER) private readonly broker: Broker,
    private readonly server: SubscriptionServer,
  ) {
    this.showConsumers();
    this.showLag();
    this.showHeld();
  }

  private showConsumers(): void {
    const gauge = (name: string, help: string, of: (status: SubscriptionStatus) => number): void =>
      pulledGauge(this.registry, {
        name: `edda_consumer_${name}`,
        help,
        labelNames: ['group'],
        samples: () =>
          Promise.resolve(this.server.statuses().map((each) => ({ labels: { group: each.group }, value: of(each) }))),
      });
    gauge('up', '1 while a subscription consumes, 0 when it is stuck, stopped or not joined yet.', ({ phase }) =>
      phase === 'running' ? 1 : 0,
    );
    gauge('paused', '1 while a subscription takes nothing on purpose.', ({ paused }) => (paused === null ? 0 : 1));
    gauge('running_handlers', 'Handlers that run now.', ({ running }) => running);
  }

  private showLag(): void {
    const lag = new Reading(() => consumerLag(this.broker, this.server.statuses()));
    pulledGauge(this.registry, {
      name: 'edda_consumer_lag_records',
      help: 'Records of a topic that a group has not finished; every process of the service shows the same.',
      labelNames: ['group', 'topic'],
      samples: () => lag.get(),
    });
  }

  private showHeld(): void {
    const client = poolClient(this.dataSource);
    const groups = (): string[] => this.server.statuses().map(({ group }) => group);
    const parked = new Reading(() => countParked(client, groups()));
    const dead = new Reading(() => countDeadLetters(client, groups()));
    pulledGauge(this.registry, {
      name: 'edda_parked_messages',
      help: 'Messages that lie parked, by what they wait for.',
      labelNames: ['group', 'status'],
      samples: () => parked.get(),
    });
    pulledGauge(this.registry, {
      name: 'edda_dead_letters',
      help: 'Dead letters that nobody has redriven or discarded.',
      labelNames: ['group'],
      samples: () => dead.get(),
    });
  }
}
