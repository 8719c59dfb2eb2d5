import type { Context } from '@edda/event-schemas';
import { PostgresEventStore, ReactionRunner } from '@edda/event-store';
import {
  deliverReactions,
  ReactionSubscriptions,
  type Broker,
  type MessagingMetrics,
  type MessagingTracer,
} from '@edda/messaging';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOGGER } from '../bootstrap/tokens.js';
import { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { BROKER } from '../event-sourced/broker-token.js';
import { MESSAGING_METRICS, MESSAGING_TRACER } from '../event-sourced/messaging-telemetry.js';
import type { Logger } from '../logging/logger.js';

/** Hands the events of a service to its `@Saga()` functions. */
export function reactionSubscriptions(service: Context): FactoryProvider<ReactionSubscriptions> {
  return {
    provide: ReactionSubscriptions,
    inject: [
      BROKER,
      DataSource,
      PostgresEventStore,
      ReactionRunner,
      LOGGER,
      StatefulServiceConfig,
      MESSAGING_METRICS,
      MESSAGING_TRACER,
    ],
    useFactory: (
      broker: Broker,
      dataSource: DataSource,
      store: PostgresEventStore,
      reactions: ReactionRunner,
      logger: Logger,
      { shutdownDeadlineMs: drainMs }: StatefulServiceConfig,
      metrics: MessagingMetrics,
      tracer: MessagingTracer,
    ) => {
      const { unitOfWork } = store;
      const parts = { service, broker, dataSource, store, unitOfWork, logger, drainMs, metrics, tracer };
      return deliverReactions(reactions, parts);
    },
  };
}
