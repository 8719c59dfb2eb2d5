import { PostgresEventStore, ReactionRunner, UnitOfWork } from '@edda/event-store';
import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { DataSource } from 'typeorm';
import type { Broker } from '../broker/broker.js';
import { brokerFromUrl } from '../broker/broker-from-url.js';
import { DeadLetters } from '../dead-letters/dead-letters.js';
import type { MessagingMetrics } from '../observability/messaging-metrics.js';
import type { MessagingTracer } from '../observability/messaging-tracer.js';
import { deliverReactions, ReactionSubscriptions } from '../reactions/reaction-subscriptions.js';
import { Streams } from '../streams/streams.js';
import { MessageExceptionFilter } from './message-exception.filter.js';
import { MESSAGE_BROKER, MessagingLifeCycle } from './messaging-life-cycle.js';
import { nestBrokerLogger, nestMessageLogger } from './nest-logger.js';
import { SubscriptionServer } from './subscription-server.js';

export interface MessagingModuleOptions {
  /** The scheme decides which driver is used: `postgres://`, `kafka://` or `amqp://`. */
  readonly brokerUrl: string;
  /** How long a shutdown waits for running handlers, in milliseconds; 10,000 unless given. */
  readonly drainMs?: number;
  readonly metrics?: MessagingMetrics;
  readonly tracer?: MessagingTracer;
}

/**
 * Messaging for a Nest application that is not built with `@edda/service`: the broker, the relay of its own events, the
 * {@link SubscriptionServer} to connect as a microservice, its {@link DeadLetters} and {@link Streams}. It needs a TypeORM `DataSource` with
 * the tables of `EVENT_STORE_MIGRATIONS` and `MESSAGING_MIGRATIONS`, and `EventStoreModule.forService`.
 */
@Module({})
export class MessagingModule {
  /** @param service names the consumer groups: `<service>.<subscription>` */
  static forService(service: string, options: MessagingModuleOptions): DynamicModule {
    const { brokerUrl, drainMs = 10_000, metrics, tracer } = options;
    const telemetry = { ...(metrics && { metrics }), ...(tracer && { tracer }) };
    const providers: Provider[] = [
      {
        provide: MESSAGE_BROKER,
        useFactory: () => brokerFromUrl(brokerUrl, { logger: nestBrokerLogger(), ...(metrics && { metrics }) }),
      },
      {
        provide: SubscriptionServer,
        inject: [MESSAGE_BROKER, DataSource, UnitOfWork],
        useFactory: (broker: Broker, dataSource: DataSource, unitOfWork: UnitOfWork) => {
          const logger = nestMessageLogger();
          return new SubscriptionServer({ service, broker, dataSource, unitOfWork, logger, drainMs, ...telemetry });
        },
      },
      {
        provide: MessagingLifeCycle,
        inject: [PostgresEventStore, MESSAGE_BROKER, SubscriptionServer],
        useFactory: (store: PostgresEventStore, broker: Broker, server: SubscriptionServer) =>
          new MessagingLifeCycle({ store, broker, server, logger: nestMessageLogger(), ...telemetry }),
      },
      {
        provide: ReactionSubscriptions,
        inject: [MESSAGE_BROKER, DataSource, PostgresEventStore, ReactionRunner],
        useFactory: (broker: Broker, dataSource: DataSource, store: PostgresEventStore, reactions: ReactionRunner) => {
          const logger = nestMessageLogger();
          const { unitOfWork } = store;
          const parts = { service, broker, dataSource, store, unitOfWork, logger, drainMs, ...telemetry };
          return deliverReactions(reactions, parts);
        },
      },
      {
        provide: DeadLetters,
        inject: [UnitOfWork, SubscriptionServer],
        useFactory: (unitOfWork: UnitOfWork, server: SubscriptionServer) =>
          new DeadLetters(unitOfWork, {
            ...(metrics && { metrics }),
            wake: (subscription) => server.wake(subscription),
          }),
      },
      {
        provide: Streams,
        inject: [UnitOfWork, SubscriptionServer],
        useFactory: (unitOfWork: UnitOfWork, subscriptions: SubscriptionServer) =>
          new Streams({ service, unitOfWork, subscriptions, logger: nestMessageLogger(), ...(metrics && { metrics }) }),
      },
      { provide: APP_FILTER, useClass: MessageExceptionFilter },
    ];
    return {
      module: MessagingModule,
      global: true,
      providers,
      exports: [MESSAGE_BROKER, SubscriptionServer, DeadLetters, Streams],
    };
  }
}
