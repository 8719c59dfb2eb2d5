import { LogSubscription, type LogActivity } from '@edda/event-store';
import type { DataSource } from 'typeorm';
import type { Broker } from '../broker/broker.js';
import { toRecord } from '../envelope/cloud-event.js';
import type { MessageLogger } from '../envelope/message-logger.js';

/**
 * Publishes what the log says must be published, in the order of the log. Its checkpoint moves after the broker's
 * acknowledgement: killed in between it publishes again, and receivers recognise the repetition by its id.
 */
export function createRelay(
  dataSource: DataSource,
  activity: LogActivity,
  broker: Broker,
  logger: MessageLogger,
): LogSubscription {
  return new LogSubscription(dataSource, activity, {
    name: 'relay',
    handle: (messages) => broker.publish(messages.map(toRecord)),
    onError: (error) => logger.warn('The relay cannot publish; it tries again.', { error }),
  });
}
