import type {
  PostgresEventStore,
  ReactedTo,
  ReactionDelivery,
  ReactionRunner,
  RunningReaction,
} from '@edda/event-store';
import type { Broker } from '../broker/broker.js';
import { definePolicy } from '../policies/define-policy.js';
import type { RunnerOptions } from '../subscriptions/runner-options.js';
import { SubscriptionRunner } from '../subscriptions/subscription-runner.js';
import { LogConsumer } from './log-consumer.js';
import { LOG_TOPIC } from './log-record.js';

export interface ReactionSubscriptionsOptions extends Omit<RunnerOptions, 'broker' | 'transforms'> {
  /** Takes the copies of dead letters. */
  readonly broker: Pick<Broker, 'publish'>;
  readonly store: PostgresEventStore;
  /** How long a shutdown waits for commands that are being carried out, in milliseconds. */
  readonly drainMs: number;
}

/**
 * Delivers the events of the own log to `@Saga()` functions like any message: each function is a subscription
 * `<service>.<Class>.<function>` with retries, parked messages and dead letters, in which an event that fails holds back its
 * own stream and no other.
 */
export class ReactionSubscriptions implements ReactionDelivery {
  constructor(private readonly options: ReactionSubscriptionsOptions) {}

  async deliver(
    name: string,
    types: readonly string[],
    handle: (event: ReactedTo) => Promise<void>,
  ): Promise<RunningReaction> {
    const { store, service, broker, logger, drainMs } = this.options;
    let consumer: LogConsumer | null = null;
    const runner = new SubscriptionRunner(
      {
        name,
        group: `${service}.${name}`,
        topics: [LOG_TOPIC],
        messages: null,
        rejection: null,
        policy: definePolicy(name, {}),
        handle,
      },
      {
        ...this.options,
        broker: {
          capabilities: { replay: true },
          // The topic of the copies is made with all the others.
          ensureTopics: () => Promise.resolve(),
          groupTopics: () => Promise.resolve([]),
          publish: (records) => broker.publish(records),
          consume: (asked) => {
            consumer = new LogConsumer({ store, name: `reaction:${name}`, types, logger }, asked);
            return Promise.resolve(consumer);
          },
        },
      },
    );
    await runner.start();
    const { log } = consumer as unknown as LogConsumer;
    await log.started;
    return { name: `reaction:${name}`, stop: () => runner.stop(drainMs) };
  }
}

/** From the start of the application on, its reactions get their events by subscriptions. */
export function deliverReactions(
  reactions: ReactionRunner,
  options: ReactionSubscriptionsOptions,
): ReactionSubscriptions {
  const subscriptions = new ReactionSubscriptions(options);
  reactions.deliverBy(subscriptions);
  return subscriptions;
}
