import { definitionOf, TOPICS, type Context, type MessageClass } from '@edda/event-schemas';
import { EventPattern } from '@nestjs/microservices';
import type { RejectionData, SubscriptionMetadata } from '../subscriptions/subscription.js';
import type { DeliveryContext } from './delivery-context.js';

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
 */
export function Subscribe<T extends object>(payload: MessageClass<T>, name: string): HandlerDecorator<T> {
  return registerFor(payload, name, null);
}

/**
 * Makes a controller's method the handler of every event of some contexts. The data is not validated; a major version that
 * this build does not know is held, a type it does not know comes as it is.
 */
export function SubscribeToAll(contexts: readonly Context[], name: string): HandlerDecorator<unknown> {
  const topics = contexts.map((context) => TOPICS[context].event.name);
  return register({ name, topics, messages: null, rejection: null });
}

/**
 * Makes a controller's method the handler of a command or of a reply.
 *
 * @param options.rejection the reply sent when the handler throws an EddaError that trying again cannot mend
 */
export function Receive<T extends object>(
  payload: MessageClass<T>,
  name: string,
  options: { rejection?: MessageClass<RejectionData> } = {},
): HandlerDecorator<T> {
  return registerFor(payload, name, options.rejection ?? null);
}

function registerFor(payload: MessageClass, name: string, rejection: SubscriptionMetadata['rejection']) {
  const definition = definitionOf(payload);
  if (definition.topic === null) {
    throw new Error(`${definition.type} is internal: it is never published, so "${name}" would never receive it.`);
  }
  return register({ name, topics: [definition.topic.name], messages: [definition], rejection });
}

function register(subscription: SubscriptionMetadata) {
  return (target: object, key: string | symbol, descriptor: PropertyDescriptor): void => {
    EventPattern<string>(subscription.name, { [SUBSCRIPTION_EXTRA]: subscription })(target, key, descriptor);
  };
}
