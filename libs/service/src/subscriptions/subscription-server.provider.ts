import type { Context } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import {
  SubscriptionServer,
  type Broker,
  type MessageTransforms,
  type MessagingMetrics,
  type MessagingTracer,
} from '@edda/messaging';
import type { FactoryProvider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { LOGGER } from '../bootstrap/tokens.js';
import { StatefulServiceConfig } from '../config/stateful-service-config.js';
import { BROKER } from '../event-sourced/broker-token.js';
import { MESSAGE_TRANSFORMS } from '../event-sourced/message-transforms-token.js';
import { MESSAGING_METRICS, MESSAGING_TRACER } from '../event-sourced/messaging-telemetry.js';
import type { Logger } from '../logging/logger.js';

/** The transport that hands the messages of a service to its controllers. */
export function subscriptionServer(service: Context): FactoryProvider<SubscriptionServer> {
  return {
    provide: SubscriptionServer,
    inject: [
      BROKER,
      DataSource,
      UnitOfWork,
      LOGGER,
      StatefulServiceConfig,
      MESSAGING_METRICS,
      MESSAGING_TRACER,
      MESSAGE_TRANSFORMS,
    ],
    useFactory: (
      broker: Broker,
      dataSource: DataSource,
      unitOfWork: UnitOfWork,
      logger: Logger,
      { shutdownDeadlineMs: drainMs }: StatefulServiceConfig,
      metrics: MessagingMetrics,
      tracer: MessagingTracer,
      { incoming: transforms }: MessageTransforms,
    ) =>
      new SubscriptionServer({
        service,
        broker,
        dataSource,
        unitOfWork,
        logger,
        drainMs,
        metrics,
        tracer,
        ...(transforms && { transforms }),
      }),
  };
}
