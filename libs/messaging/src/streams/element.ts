import type { Delivery } from '../envelope/delivery.js';

/** What is known of the message that a value comes from. */
export type Envelope = Omit<Delivery, 'data'>;

/** A value on its way through a pipeline. */
export interface Element<T> {
  readonly value: T;
  readonly envelope: Envelope;
}

/** What a message comes to, up to some step. */
export type Course<T> = (delivery: Delivery) => Promise<readonly Element<T>[]>;
