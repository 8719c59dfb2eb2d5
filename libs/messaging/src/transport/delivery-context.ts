import { BaseRpcContext } from '@nestjs/microservices';
import type { Delivery } from '../envelope/delivery.js';

const NEVER = new AbortController().signal;

/** The second argument of a message handler: everything the envelope says, and when to give up. */
export class DeliveryContext extends BaseRpcContext<[delivery: Delivery, signal?: AbortSignal]> {
  get delivery(): Delivery {
    return this.getArgByIndex(0);
  }

  /** Aborts when the time of the attempt is up: what the handler still does is not committed any more. */
  get signal(): AbortSignal {
    return this.getArgByIndex(1) ?? NEVER;
  }
}
