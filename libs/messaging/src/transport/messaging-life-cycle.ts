import type { PostgresEventStore } from '@edda/event-store';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Broker } from '../broker/broker.js';
import { startRelay, type Relay } from '../relay/relay.js';
import type { RelayOptions } from '../relay/relay-options.js';
import type { SubscriptionServer } from './subscription-server.js';

/** Injects the {@link Broker} of a {@link MessagingModule}. */
export const MESSAGE_BROKER = Symbol('edda:message-broker');

const REMIND_AFTER_MS = 10_000;

/** Publishes what an application appends while it runs, and closes store and broker at its end. */
export class MessagingLifeCycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private relay: Relay | null = null;
  private reminder: NodeJS.Timeout | undefined;

  constructor(
    private readonly options: RelayOptions & {
      store: PostgresEventStore;
      broker: Broker;
      server: Pick<SubscriptionServer, 'isStarted'>;
    },
  ) {}

  onApplicationBootstrap(): void {
    this.relay = startRelay(this.options);
    this.reminder = setTimeout(() => this.remind(), REMIND_AFTER_MS).unref();
  }

  /** An application may start its microservices after it listens; that none of its handlers runs shows nowhere else. */
  private remind(): void {
    if (this.options.server.isStarted) return;
    this.options.logger.warn(
      'No handler of this application gets messages: call app.connectMicroservice({ strategy: app.get(SubscriptionServer) }, ' +
        '{ inheritAppConfig: true }) and app.startAllMicroservices().',
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.reminder);
    await this.relay?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.options.store.close();
    await this.options.broker.close();
  }
}
