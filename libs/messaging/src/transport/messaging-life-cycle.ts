import type { PostgresEventStore } from '@edda/event-store';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Broker } from '../broker/broker.js';
import { startRelay, type Relay } from '../relay/relay.js';
import type { RelayOptions } from '../relay/relay-options.js';

/** Injects the {@link Broker} of a {@link MessagingModule}. */
export const MESSAGE_BROKER = Symbol('edda:message-broker');

/** Publishes what an application appends while it runs, and closes store and broker at its end. */
export class MessagingLifeCycle implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  private relay: Relay | null = null;

  constructor(private readonly options: RelayOptions & { store: PostgresEventStore; broker: Broker }) {}

  onApplicationBootstrap(): void {
    this.relay = startRelay(this.options);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.options.store.close();
    await this.options.broker.close();
  }
}
