import { definitionOf, TOPICS, type Context, type MessageClass } from '@edda/event-schemas';
import { EventPattern } from '@nestjs/microservices';
import { definePolicy } from '../policies/define-policy.js';
import type { PolicyOptions } from '../policies/policy-options.js';
import type { RejectionData, SubscriptionMetadata } from '../subscriptions/subscription.js';
import type { DeliveryContext } from './delivery-context.js';
import { checkedName, subscriptionTo } from './declared-subscription.js';

/** The key under which a handler's subscription stands among the extras of its pattern. */
export const SUBSCRIPTION_EXTRA = 'subscription';

type Handler<T> = (data: T, context: DeliveryContext) => Promise<void>;
type HandlerDecorator<T> = <H extends Handler<T>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

/**
 * Makes a controller's method the handler of an event. It receives the data as an instance of `payload`, and runs in a
 * unit of work that also marks the message as handled.
 *
 * @param name stable name of the subscription: renaming it makes a new one, which starts from the beginning
 * @param policy how it is delivered to, where that differs from {@link DEFAULT_DELIVERY_POLICY}
 * @throws Error at decoration time, when the class is never published or the policy is wrong
 */
export function Subscribe<T extends object>(
  payload: MessageClass<T>,
  name: string,
  policy: PolicyOptions = {},
): HandlerDecorator<T> {
  return register(subscriptionTo([definitionOf(payload)], name, policy, null));
}

/**
 * Makes a controller's method the handler of every event of some contexts. The data is not validated; a major version that
 * this build does not know is held, a type it does not know comes as it is.
 */
export function SubscribeToAll(
  contexts: readonly Context[],
  name: string,
  policy: PolicyOptions = {},
): HandlerDecorator<unknown> {
  const topics = contexts.map((context) => TOPICS[context].event.name);
  return register({
    name: checkedName(name),
    topics,
    messages: null,
    rejection: null,
    policy: definePolicy(name, policy),
  });
}

export interface ReceiveOptions extends PolicyOptions {
  /** The reply sent when the handler throws an EddaError that trying again cannot mend. */
  readonly rejection?: MessageClass<RejectionData>;
}

/** Makes a controller's method the handler of a command or of a reply. */
export function Receive<T extends object>(
  payload: MessageClass<T>,
  name: string,
  { rejection, ...policy }: ReceiveOptions = {},
): HandlerDecorator<T> {
  return register(subscriptionTo([definitionOf(payload)], name, policy, rejection ?? null));
}

function register(subscription: SubscriptionMetadata) {
  return (target: object, key: string | symbol, descriptor: PropertyDescriptor): void => {
    EventPattern<string>(subscription.name, { [SUBSCRIPTION_EXTRA]: subscription })(target, key, descriptor);
  };
}
