import type { Context } from '@edda/event-schemas';
import { EventStoreModule, SUBJECT_KEY_STORE, type StorageClasses } from '@edda/event-store';
import {
  brokerFromUrl,
  SubscriptionServer,
  type Broker,
  type MessageTransforms,
  type MessagingMetrics,
} from '@edda/messaging';
import { Streams } from '@edda/messaging/streams';
import { SAGA_METRICS } from '@edda/sagas';
import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource, type MigrationInterface } from 'typeorm';
import { LOGGER } from '../bootstrap/tokens.js';
import { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { DeadLettersController } from '../dead-letters/dead-letters.controller.js';
import { DEAD_LETTERS } from '../dead-letters/dead-letters.provider.js';
import type { Logger } from '../logging/logger.js';
import { SagaControlsController } from '../sagas/saga-controls.controller.js';
import { SagaGauges } from '../sagas/saga-gauges.js';
import { SagaHealth } from '../sagas/saga-health.js';
import { SAGA_METRICS_PROVIDER } from '../sagas/saga-metrics.provider.js';
import { SagasController } from '../sagas/sagas.controller.js';
import { SubscriptionHealth } from '../subscriptions/subscription-health.js';
import { reactionSubscriptions } from '../subscriptions/reaction-subscriptions.provider.js';
import { subscriptionServer } from '../subscriptions/subscription-server.provider.js';
import { SubscriptionsController } from '../subscriptions/subscriptions.controller.js';
import { streams } from '../subscriptions/streams.provider.js';
import { sagasOf } from './sagas-of.js';
import { BROKER } from './broker-token.js';
import { CommandSpans } from './command-spans.js';
import { DatabaseMetrics } from './database-metrics.js';
import { DeliveryMetrics } from './delivery-metrics.js';
import { ForgottenSubjectsController } from './forgotten-subjects.controller.js';
import { LogMetrics } from './log-metrics.js';
import { MESSAGE_TRANSFORMS } from './message-transforms-token.js';
import { MESSAGING_METRICS, MESSAGING_TELEMETRY, MESSAGING_TRACER } from './messaging-telemetry.js';
import { openDatabase } from './open-database.js';
import { openSubjectKeys } from './open-subject-keys.js';
import { personalMessagesOf } from './personal-messages.js';
import { PoolMetrics } from './pool-metrics.js';
import { RelayRunner } from './relay-runner.js';
import { RetentionRunner } from './retention-runner.js';
import { SubjectKeysConnection } from './subject-keys-connection.js';

/** What a service keeps in its database besides events, inbox and sagas. */
export interface Persistence {
  readonly entities: readonly (new () => object)[];
  readonly migrations: readonly (new () => MigrationInterface)[];
  /** How long which category of events is kept; for good unless it is named here. */
  readonly storage?: StorageClasses;
}

/** Database, event store, broker and relay of one service. */
@Module({})
export class EventSourcedModule {
  static with(
    service: Context,
    persistence: Persistence,
    owner: DynamicModule | Type<unknown>,
    transforms: MessageTransforms = {},
  ): DynamicModule {
    const infrastructure: DynamicModule = {
      module: EventSourcedModule,
      global: true,
      imports: [EventStoreModule.forService(service), CqrsModule.forRoot(), sagasOf(service)],
      controllers: [
        ...(personalMessagesOf(service).length > 0 ? [ForgottenSubjectsController] : []),
        DeadLettersController,
        SagasController,
        SagaControlsController,
        SubscriptionsController,
      ],
      providers: [
        // Not TypeOrmModule.forRoot: it knows its data sources by name in one registry of the whole process.
        {
          provide: DataSource,
          inject: [StatefulServiceConfig],
          useFactory: (config: StatefulServiceConfig) => openDatabase(service, config, persistence),
        },
        {
          provide: BROKER,
          inject: [StatefulServiceConfig, LOGGER, MESSAGING_METRICS],
          useFactory: (
            { brokerUrl, instance }: StatefulServiceConfig,
            logger: Logger,
            metrics: MessagingMetrics,
          ): Broker =>
            brokerFromUrl(brokerUrl, {
              metrics,
              ...(instance && { instance }),
              poolSize: 2,
              logger: {
                log: (text: string) => logger.info(text),
                warn: (text: string) => logger.warn(text),
                error: (text: string) => logger.error(text),
              },
            }),
        },
        {
          provide: SUBJECT_KEY_STORE,
          inject: [StatefulServiceConfig],
          useFactory: (config: StatefulServiceConfig) => openSubjectKeys(service, config),
        },
        { provide: MESSAGE_TRANSFORMS, useValue: transforms },
        subscriptionServer(service),
        reactionSubscriptions(service),
        streams(service),
        SubscriptionHealth,
        DEAD_LETTERS,
        ...MESSAGING_TELEMETRY,
        SAGA_METRICS_PROVIDER,
        SagaGauges,
        SagaHealth,
        CommandSpans,
        DatabaseMetrics,
        DeliveryMetrics,
        LogMetrics,
        PoolMetrics,
        RelayRunner,
        SubjectKeysConnection,
        ...RetentionRunner.with(persistence.storage),
      ],
      exports: [
        BROKER,
        CqrsModule,
        DataSource,
        MESSAGING_METRICS,
        MESSAGING_TRACER,
        SAGA_METRICS,
        Streams,
        SubscriptionServer,
        SUBJECT_KEY_STORE,
      ],
    };
    return { module: OwnerModule, imports: [infrastructure, owner] };
  }
}

/** Holds the infrastructure and the service's own module side by side. */
@Module({})
class OwnerModule {}
