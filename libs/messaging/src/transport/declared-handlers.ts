import { catalogue, TOPICS } from '@edda/event-schemas';
import type { MessageHandler } from '@nestjs/microservices';
import type { Delivery } from '../envelope/delivery.js';
import type { Subscription, SubscriptionMetadata } from '../subscriptions/subscription.js';
import { subscriptionOfPattern } from './declared-subscription.js';
import { SUBSCRIPTION_EXTRA } from './subscribe.decorator.js';

const RESERVED = 'requests';

interface Declared {
  /** As the decorator was given them; the same object for every pattern of one method. */
  readonly extras: Readonly<Record<string, unknown>>;
  readonly patterns: string[];
  readonly callback: MessageHandler;
}

/** The event handlers of a service's controllers, each a subscription. */
export class DeclaredHandlers {
  private readonly declared: Declared[] = [];

  constructor(private readonly service: string) {}

  /** Nest calls it once for every pattern of a method. */
  add(pattern: string, callback: MessageHandler, extras: Readonly<Record<string, unknown>>): void {
    const known = this.declared.find((handler) => handler.extras === extras);
    if (known) known.patterns.push(pattern);
    else this.declared.push({ extras, patterns: [pattern], callback });
  }

  /** @throws Error that says which declaration is wrong and how to mend it */
  subscriptions(
    handle: (callback: MessageHandler, delivery: Delivery, signal: AbortSignal) => Promise<unknown>,
  ): Subscription[] {
    const byName = new Map<string, Subscription>();
    for (const { extras, patterns, callback } of this.declared) {
      const metadata =
        (extras[SUBSCRIPTION_EXTRA] as SubscriptionMetadata | undefined) ?? subscriptionOfPattern(patterns, extras);
      if (metadata.name === RESERVED) {
        throw new Error(`No subscription can be called "${RESERVED}": the group of this name answers requests.`);
      }
      if (byName.has(metadata.name)) {
        throw new Error(
          `Two handlers are called "${metadata.name}": a subscription's name is its own, give one of them another ` +
            '(@EventPattern(type, { name })).',
        );
      }
      this.checkListener(metadata);
      byName.set(metadata.name, {
        ...metadata,
        group: `${this.service}.${metadata.name}`,
        handle: async (delivery, signal) => void (await handle(callback, delivery, signal)),
      });
    }
    return [...byName.values()];
  }

  /** Keeps the catalogue of who listens to what true, as far as the contexts in it go. What everyone sends everyone may hear. */
  private checkListener({ name, topics, messages }: SubscriptionMetadata): void {
    const { service } = this;
    if (!Object.hasOwn(TOPICS, service)) return;
    const wanted =
      messages ?? catalogue.all().filter(({ topic, kind }) => kind === 'event' && topics.includes(topic?.name ?? ''));
    const missing = wanted.filter(
      ({ sender, listeners }) =>
        sender !== service && sender !== 'any' && !listeners.some((listener) => listener === service),
    );
    if (missing.length > 0) {
      const types = missing.map(({ type }) => type).join(', ');
      throw new Error(
        `Subscription ${service}.${name}: the schema of ${types} does not name ${service} as a listener. Add it to the ` +
          'listeners of the schema.',
      );
    }
  }
}
