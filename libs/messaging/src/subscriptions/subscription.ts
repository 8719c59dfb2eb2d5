import type { MessageClass, MessageDefinition } from '@edda/event-schemas';
import type { Delivery } from '../envelope/delivery.js';
import type { DeliveryPolicy } from '../policies/delivery-policy.js';

/** What a handler subscribed to, as its decorator says it. */
export interface SubscriptionMetadata {
  /** Stable: the group and the inbox are named by it. */
  name: string;
  topics: readonly string[];
  /** The messages it wants; null for every message of its topics. */
  messages: readonly MessageDefinition[] | null;
  /** The reply that tells the sender of a command why it was refused. */
  rejection: MessageClass<RejectionData> | null;
  policy: DeliveryPolicy;
}

/** The fields of every refusal. */
export interface RejectionData {
  commandId: string;
  commandType: string;
  code: string;
  detail: string;
}

/** A handler with the service it runs in. */
export interface Subscription extends SubscriptionMetadata {
  /** Names the consumer group, unique among all services. */
  group: string;
  /** @param signal aborts when the attempt has taken too long: nothing of it is committed any more */
  handle(delivery: Delivery, signal: AbortSignal): Promise<void>;
}
