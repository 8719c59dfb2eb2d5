import type { DataSource } from 'typeorm';
import type { MessageCodec } from '../codec/message-codec.js';
import type { LogActivity } from '../unit-of-work/log-activity.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { Subscription, SubscriptionOptions } from './subscription.js';

export interface LogSubscriptionsParts {
  dataSource: DataSource;
  activity: LogActivity;
  codec: MessageCodec;
  unitOfWork: UnitOfWork;
}

/** The subscriptions of one process, over one tailer of its log. */
export class LogSubscriptions {
  constructor(private readonly parts: LogSubscriptionsParts) {}

  start(_options: SubscriptionOptions): Subscription {
    throw new Error(`Not built yet for ${this.parts.dataSource.options.type}.`);
  }

  async stop(): Promise<void> {
    return;
  }
}
