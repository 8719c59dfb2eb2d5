import type { DataSource } from 'typeorm';
import {
  LogSubscription,
  type LogSubscriptionOptions,
  type PostgresEventStore,
  type RecordedMessage,
} from '../../src/index.js';
import { eventStoreOver } from '../../src/testing/index.js';

/** A subscription that remembers what it was given, over connections of its own. */
export class Follower {
  readonly seen: RecordedMessage[] = [];
  readonly errors: unknown[] = [];
  readonly store: PostgresEventStore;
  readonly subscription: LogSubscription;

  constructor(dataSource: DataSource, options: Partial<LogSubscriptionOptions> & { name: string }) {
    this.store = eventStoreOver(dataSource);
    this.subscription = new LogSubscription(dataSource, this.store.activity, {
      handle: async (messages) => void this.seen.push(...messages),
      onError: (error) => this.errors.push(error),
      ...options,
    });
    this.subscription.start();
  }

  get positions(): number[] {
    return this.seen.map(({ position }) => position);
  }

  get texts(): unknown[] {
    return this.seen.map(({ data }) => (data as { text: string }).text);
  }

  stop(): Promise<void> {
    return this.subscription.stop();
  }
}
