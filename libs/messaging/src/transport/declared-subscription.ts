import { declaredOfType, newestOf, type MessageClass, type MessageDefinition } from '@edda/event-schemas';
import { definePolicy } from '../policies/define-policy.js';
import type { PolicyOptions } from '../policies/policy-options.js';
import type { RejectionData, SubscriptionMetadata } from '../subscriptions/subscription.js';

/** What Nest's own `@EventPattern` may say beside the type of the message. */
export interface EventPatternExtras extends PolicyOptions {
  /** Stable name of the subscription; the type in kebab-case unless given. */
  readonly name?: string;
  /** The reply that tells the sender of a command why it was refused. */
  readonly rejection?: MessageClass<RejectionData>;
}

/** It becomes a part of the group's name, and with RabbitMQ of the names of queues. */
const NAME = /^[a-z0-9][a-z0-9._-]{0,99}$/i;

/** @throws Error when it cannot name a subscription */
export function checkedName(name: string): string {
  if (NAME.test(name)) return name;
  throw new Error(
    `The subscription name "${name}" is wrong: use up to 100 letters, digits, dots, dashes, underscores.`,
  );
}

/** @throws Error when a message never arrives, or the name or the policy is wrong */
export function subscriptionTo(
  messages: readonly MessageDefinition[],
  name: string,
  policy: PolicyOptions,
  rejection: MessageClass<RejectionData> | null,
): SubscriptionMetadata {
  const topics = messages.map(({ type, topic }) => {
    if (topic) return topic.name;
    throw new Error(`${type} is internal: it is never published, so "${name}" would never receive it.`);
  });
  return {
    name: checkedName(name),
    topics: [...new Set(topics)],
    messages,
    rejection,
    policy: definePolicy(name, policy),
  };
}

/**
 * The subscription of a handler that is declared with Nest's `@EventPattern`.
 *
 * @param types of the messages it handles
 * @throws Error that says how to declare it
 */
export function subscriptionOfPattern(types: readonly unknown[], extras: EventPatternExtras): SubscriptionMetadata {
  const { name = nameOf(types), rejection, ...policy } = extras;
  return subscriptionTo(types.map(messageOfType), name, policy, rejection ?? null);
}

/** The newest version of a type, as the handler receives it. @throws Error when no class declares the type */
export function messageOfType(type: unknown): MessageDefinition {
  const definition = typeof type === 'string' ? newestOf(declaredOfType(type)) : undefined;
  if (definition) return definition;
  throw new Error(
    `There is no message of the type ${JSON.stringify(type)}: a pattern names the type of a message that a loaded class ` +
      'declares with @EventSchema, @CommandSchema or @ReplySchema.',
  );
}

function nameOf(types: readonly unknown[]): string {
  if (types.length > 1) {
    throw new Error(
      `A handler of several types (${types.join(', ')}) needs a name: @EventPattern([...], { name: '...' }).`,
    );
  }
  return kebabCase(String(types[0]));
}

/** `TaskCompleted` is `task-completed`. */
export function kebabCase(type: string): string {
  return type
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase();
}
