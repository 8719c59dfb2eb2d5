import { EventSchema, message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import { IsInt, IsISO8601, IsString, IsUUID, Min } from 'class-validator';

/** The event that every subject writes: 300 bytes of JSON, with rules as a real one has them. */
export class OrderPlaced {}
const RULES = {
  orderId: [IsUUID()],
  customerId: [IsUUID()],
  placedAt: [IsISO8601()],
  currency: [IsString()],
  totalCents: [IsInt(), Min(0)],
  note: [IsString()],
};
for (const [field, decorators] of Object.entries(RULES)) {
  for (const decorate of decorators) decorate(OrderPlaced.prototype, field);
}
export const TYPE = 'OrderPlaced';
export const SCHEMA_VERSION = '1.0.0';
EventSchema({
  type: TYPE,
  version: SCHEMA_VERSION,
  sender: 'content',
  description: 'What the event store is measured with.',
})(OrderPlaced);

export const TENANT = 'default';
export const CATEGORY = 'order';
export const SOURCE = 'bench';

const NOTE =
  'Leave it with the neighbour on the ground floor, who is at home until seven, or ring twice at the yard gate.';
const IDS = Array.from({ length: 64 }, newId);
let orders = 0;

/** The data of `count` events. */
export function someOrders(count) {
  return Array.from({ length: count }, () => {
    orders += 1;
    return {
      orderId: IDS[(orders * 7) % IDS.length],
      customerId: IDS[orders % IDS.length],
      placedAt: '2026-03-14T09:26:53.589Z',
      currency: 'EUR',
      totalCents: 10_000 + (orders % 90_000),
      note: NOTE,
    };
  });
}

/** What Edda stores as metadata; the others are given the same. */
export function metadata() {
  return { correlationId: newId(), causationId: null, userId: null, traceparent: null, source: SOURCE };
}

/** An event for Edda's API. */
export function orderPlaced(data) {
  return message(OrderPlaced, data);
}
