import { poolClient, type SqlClient } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import type { BrokerRecord } from '../broker/broker.js';
import { fromRecord } from '../envelope/cloud-event.js';
import type { Delivery } from '../envelope/delivery.js';
import { deliver, reject } from './deliver.js';
import { isRetryable, type DeliveryFailure } from './failures.js';
import { handledAmong } from './inbox.js';
import type { RunnerOptions } from './runner-options.js';
import type { Subscription } from './subscription.js';

/** Attempts to hand the records of one subscription to its handler, whether they come from the broker or were parked. */
export class DeliveryAttempt {
  private readonly client: SqlClient;

  constructor(
    private readonly subscription: Subscription,
    private readonly options: RunnerOptions,
  ) {
    this.client = poolClient(options.dataSource);
  }

  /** @returns the failure, or null when the message is handled, refused or was handled before */
  async run(record: BrokerRecord): Promise<unknown> {
    const { service, unitOfWork, logger } = this.options;
    let delivery: Delivery | null = null;
    try {
      delivery = fromRecord(record);
      const startedAt = performance.now();
      await deliver(service, unitOfWork, this.subscription, delivery);
      logger.info(`Handled ${delivery.type}`, {
        subscription: this.subscription.group,
        messageId: delivery.id,
        correlationId: delivery.correlationId,
        milliseconds: Math.round(performance.now() - startedAt),
      });
      return null;
    } catch (error) {
      return delivery ? this.settle(delivery, error) : error;
    }
  }

  report(level: 'warn' | 'error', text: string, record: BrokerRecord, failure: DeliveryFailure): void {
    const { topic, partition, offset, key, headers } = record;
    this.options.logger[level](text, {
      subscription: this.subscription.group,
      type: headers['ce_type'],
      messageId: headers['ce_id'],
      correlationId: headers['ce_correlationid'],
      topic,
      partition,
      offset,
      key,
      ...failure,
    });
  }

  /** @returns the failure that remains; null when the message needs no other attempt */
  private async settle(delivery: Delivery, error: unknown): Promise<unknown> {
    const { service, unitOfWork } = this.options;
    // A repetition may fail because its first delivery has already changed what the handler looks at.
    const handled = await handledAmong(this.client, this.subscription.group, [delivery.id]);
    if (handled.size > 0) return null;
    if (!(error instanceof EddaError) || isRetryable(error) || !this.subscription.rejection) return error;
    try {
      await reject(service, unitOfWork, this.subscription, delivery, error);
      return null;
    } catch (rejectionError) {
      return rejectionError;
    }
  }
}
