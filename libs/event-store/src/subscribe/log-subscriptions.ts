import { EddaError, type Clock } from '@edda/kernel';
import type { MessageCodec } from '../codec/message-codec.js';
import type { LogConnections } from '../read/log-connections.js';
import type { SqlClient } from '../sql-client.js';
import type { LogActivity } from '../unit-of-work/log-activity.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { Announcer } from './announcer.js';
import { NamedSubscription } from './named-subscription.js';
import { outside, type RunningSubscription } from './running-subscription.js';
import type { Subscription, SubscriptionOptions } from './subscription.js';
import { assertSubscriptionOptions } from './subscription-options.js';
import { Tailer } from './tailer.js';
import { UnnamedSubscription } from './unnamed-subscription.js';

export interface LogSubscriptionsParts {
  /** The service whose code handles. */
  source: string;
  log: LogConnections;
  client: SqlClient;
  activity: LogActivity;
  codec: MessageCodec;
  unitOfWork: UnitOfWork;
  clock: Clock;
  /** How often to look for appends that nobody announced, in milliseconds. */
  pollMs: number;
}

/** The subscriptions of one process, over one tailer of its log; and the announcements of what it appends. */
export class LogSubscriptions {
  private readonly announcer: Announcer;
  private readonly running = new Set<RunningSubscription>();
  private tailer: Tailer | null = null;
  private closed = false;

  constructor(private readonly parts: LogSubscriptionsParts) {
    this.announcer = new Announcer(parts.client, parts.activity);
  }

  /** @throws EddaError `SUBSCRIPTION_OPTIONS_INVALID`, `READ_OPTIONS_INVALID`, `EVENT_STORE_CLOSED`, `POOL_TOO_SMALL` */
  start(options: SubscriptionOptions): Subscription {
    assertSubscriptionOptions(options);
    if (this.closed) throw new EddaError('unavailable', 'EVENT_STORE_CLOSED', 'The event store is closed.');
    const { log, activity, pollMs } = this.parts;
    if (log.size < 2) {
      throw new EddaError(
        'invalid',
        'POOL_TOO_SMALL',
        'Subscriptions keep one connection: open the pool with two or more.',
      );
    }
    this.tailer ??= outside(() => new Tailer({ log, activity, announcer: this.announcer, pollMs }));
    const onStopped = (subscription: RunningSubscription): Promise<void> => this.onStopped(subscription);
    const parts = { ...this.parts, tailer: this.tailer, onStopped };
    const { name } = options;
    const subscription =
      name === undefined ? new UnnamedSubscription(parts, options) : new NamedSubscription(parts, options, name);
    this.running.add(subscription);
    return subscription;
  }

  /** Stops all of them; none can be started any more. */
  async stop(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.running].map((subscription) => subscription.stop()));
    await this.announcer.stop();
  }

  private async onStopped(subscription: RunningSubscription): Promise<void> {
    this.running.delete(subscription);
    const { tailer } = this;
    if (this.running.size > 0 || !tailer) return;
    this.tailer = null;
    await tailer.stop();
  }
}
