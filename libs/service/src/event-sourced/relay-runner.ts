import { LogActivity, type LogSubscription } from '@edda/event-store';
import { createRelay, type Broker } from '@edda/messaging';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOGGER } from '../bootstrap/tokens.js';
import { HealthIndicators } from '../health/health-indicators.js';
import type { Logger } from '../logging/logger.js';
import { BROKER } from './broker-token.js';

/** Runs the relay of a service from its start to its end, and says how its database, broker and relay are. */
@Injectable()
export class RelayRunner implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly relay: LogSubscription;

  constructor(
    private readonly dataSource: DataSource,
    activity: LogActivity,
    @Inject(BROKER) private readonly broker: Broker,
    @Inject(LOGGER) logger: Logger,
    health: HealthIndicators,
  ) {
    this.relay = createRelay(dataSource, activity, broker, logger);
    health.register('database', async () => void (await dataSource.query('select 1')));
    health.register('broker', () => broker.ping());
    health.register('relay', async () => ({ owner: this.relay.isOwner, lag: this.relay.lag }));
  }

  onApplicationBootstrap(): void {
    this.relay.start();
  }

  /** Before the subscriptions drain: what their last handlers append is published at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.broker.close();
    await this.dataSource.destroy();
  }
}
