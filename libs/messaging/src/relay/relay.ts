import type { EventStore, Subscription } from '@edda/event-store';
import type { Broker } from '../broker/broker.js';
import { toRecord } from '../envelope/cloud-event.js';
import type { MessageLogger } from '../envelope/message-logger.js';

/**
 * Publishes what the log says must be published, in the order of the log and as it is stored. Its checkpoint moves after
 * the broker's acknowledgement: killed in between it publishes again, and receivers recognise the repetition by its id.
 * It runs until it is stopped.
 */
export function startRelay(store: Pick<EventStore, 'subscribe'>, broker: Broker, logger: MessageLogger): Subscription {
  return store.subscribe({
    name: 'relay',
    filter: { published: true, kinds: ['event', 'command', 'reply'] },
    raw: true,
    batchSize: 500,
    handleBatch: (messages) => broker.publish(messages.map(toRecord)),
    onError: (error) => logger.warn('The relay cannot publish; it tries again.', { error }),
  });
}
