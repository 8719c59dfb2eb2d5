import { UnitOfWork } from '@edda/event-store';
import { DeadLetters, SubscriptionServer, type MessagingMetrics } from '@edda/messaging';
import type { FactoryProvider } from '@nestjs/common';
import { MESSAGING_METRICS } from '../event-sourced/messaging-telemetry.js';

/** The messages that a service could not handle. */
export const DEAD_LETTERS: FactoryProvider<DeadLetters> = {
  provide: DeadLetters,
  inject: [UnitOfWork, SubscriptionServer, MESSAGING_METRICS],
  useFactory: (unitOfWork: UnitOfWork, server: SubscriptionServer, metrics: MessagingMetrics) =>
    new DeadLetters(unitOfWork, { metrics, wake: (subscription) => server.wake(subscription) }),
};
