import type { Context } from '@edda/event-schemas';
import { UnitOfWork } from '@edda/event-store';
import type { Clock } from '@edda/kernel';
import { SubscriptionServer, type MessagingMetrics } from '@edda/messaging';
import { Streams } from '@edda/messaging/streams';
import type { FactoryProvider } from '@nestjs/common';
import { CLOCK, LOGGER } from '../bootstrap/tokens.js';
import { MESSAGING_METRICS } from '../event-sourced/messaging-telemetry.js';
import type { Logger } from '../logging/logger.js';

/** The streams of a service, which its providers declare. */
export function streams(service: Context): FactoryProvider<Streams> {
  return {
    provide: Streams,
    inject: [UnitOfWork, SubscriptionServer, LOGGER, MESSAGING_METRICS, CLOCK],
    useFactory: (
      unitOfWork: UnitOfWork,
      subscriptions: SubscriptionServer,
      logger: Logger,
      metrics: MessagingMetrics,
      clock: Clock,
    ) => new Streams({ service, unitOfWork, subscriptions, logger, metrics, clock }),
  };
}
