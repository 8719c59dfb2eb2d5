import { PostgresEventStore, type Subscription } from '@edda/event-store';
import { startRelay, type Broker } from '@edda/messaging';
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
  private relay: Subscription | null = null;

  constructor(
    private readonly dataSource: DataSource,
    private readonly store: PostgresEventStore,
    @Inject(BROKER) private readonly broker: Broker,
    @Inject(LOGGER) private readonly logger: Logger,
    health: HealthIndicators,
  ) {
    health.register('database', async () => void (await dataSource.query('select 1')));
    health.register('broker', () => broker.ping());
    health.register('relay', async () => ({
      owner: (this.relay?.ownedShards.length ?? 0) > 0,
      lag: (await this.relay?.lag())?.positions ?? 0,
    }));
  }

  onApplicationBootstrap(): void {
    this.relay = startRelay(this.store, this.broker, this.logger);
  }

  /** Before the subscriptions drain: what their last handlers append is published at the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.store.close();
    await this.broker.close();
    await this.dataSource.destroy();
  }
}
