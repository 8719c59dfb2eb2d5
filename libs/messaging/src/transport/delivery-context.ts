import { BaseRpcContext } from '@nestjs/microservices';
import type { Delivery } from '../envelope/delivery.js';

/** The second argument of a message handler: everything the envelope says. */
export class DeliveryContext extends BaseRpcContext<[Delivery]> {
  get delivery(): Delivery {
    return this.getArgByIndex(0);
  }
}
