import type { DataSource } from 'typeorm';
import {
  PostgresEventStore,
  type RecordedMessage,
  type Subscription,
  type SubscriptionOptions,
} from '../../src/index.js';

export type FollowerOptions = Partial<SubscriptionOptions> & { pollMs?: number };

/** A subscription that remembers what it was given, in a process of its own as it were. */
export class Follower {
  readonly seen: RecordedMessage[] = [];
  readonly errors: unknown[] = [];
  readonly store: PostgresEventStore;
  readonly subscription: Subscription;

  constructor(dataSource: DataSource, { pollMs, ...options }: FollowerOptions = {}) {
    this.store = new PostgresEventStore(dataSource, { source: 'test', ...(pollMs !== undefined && { pollMs }) });
    const handler = options.handleBatch ? {} : { handle: async (event: RecordedMessage) => void this.seen.push(event) };
    this.subscription = this.store.subscribe({ ...handler, onError: (error) => this.errors.push(error), ...options });
  }

  get isOwner(): boolean {
    return this.subscription.ownedShards.length > 0;
  }

  get positions(): number[] {
    return this.seen.map(({ position }) => position);
  }

  get texts(): unknown[] {
    return this.seen.map(({ data }) => (data as { text: string }).text);
  }

  /** Stops all of the process. */
  stop(): Promise<void> {
    return this.store.close();
  }
}
