import type { DeliveryPolicy, RetryPolicy } from './delivery-policy.js';

/** What a decorator says of the delivery to its handler; the rest is {@link DEFAULT_DELIVERY_POLICY}. */
export type PolicyOptions = Partial<Omit<DeliveryPolicy, 'retry'>> & { readonly retry?: Partial<RetryPolicy> };
