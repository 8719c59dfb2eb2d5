import { CommandSchema, message } from '@edda/event-schemas';
import { IsUUID } from 'class-validator';
import { stepsOf, type SagaDefinition } from '../../src/index.js';

@CommandSchema({
  type: 'ChargeCard',
  version: '1.0.0',
  sender: 'content',
  receiver: 'learning',
  description: 'For the specs of sagas.',
})
export class ChargeCard {
  @IsUUID()
  paymentId!: string;
}

export interface Order {
  readonly item: string;
  readonly done: readonly string[];
}

export const orderOf = (item: string): Order => ({ item, done: [] });

const { action, command, sleep } = stepsOf<Order>();
const note =
  (what: string) =>
  (order: Order): Order => ({ ...order, done: [...order.done, what] });

export interface Shop {
  reserve(order: Order): Promise<void> | void;
  release(order: Order): Promise<void> | void;
  ship(order: Order): Promise<void> | void;
}

/** Reserves here, charges elsewhere, ships here; what was reserved is released again when something fails. */
export function orderSaga({ reserve, release, ship }: Shop): SagaDefinition<Order> {
  return {
    name: 'order',
    version: '1.0.0',
    steps: [
      action('reserve', { run: reserve, apply: note('reserved'), compensate: { run: release } }),
      command('charge', {
        command: (_, { id }) => ({ message: message(ChargeCard, { paymentId: id }), key: `payment-${id}` }),
        apply: note('charged'),
      }),
      action('ship', { run: ship, apply: note('shipped'), retry: { attempts: 2, backoff: { initial: 1 } } }),
    ],
  };
}

/** Waits, then does something. */
export function alarmSaga(ring: (order: Order) => void): SagaDefinition<Order> {
  return {
    name: 'alarm',
    version: '1.0.0',
    steps: [sleep('snooze', ({ item }) => Number(item)), action('ring', { run: ring })],
  };
}

/** Local steps only. */
export function chainSaga(
  steps: number,
  run: (order: Order, step: number) => void = () => undefined,
): SagaDefinition<Order> {
  return {
    name: 'chain',
    version: '1.0.0',
    steps: Array.from({ length: steps }, (_, step) =>
      action(`step-${step + 1}`, { run: (order) => run(order, step + 1), apply: note(`${step + 1}`) }),
    ),
  };
}

const { signal, forEach } = stepsOf<Order>();

/** Waits to be told what to do, twice. */
export const askingSaga: SagaDefinition<Order> = {
  name: 'asking',
  version: '1.0.0',
  steps: ['first', 'second'].map((name) =>
    signal<string>(name, { signal: 'answer', apply: (order, answer) => ({ ...order, done: [...order.done, answer] }) }),
  ),
};

/** Charges as many cards at once as the item says. */
export const manyChargesSaga: SagaDefinition<Order> = {
  name: 'many-charges',
  version: '1.0.0',
  steps: [
    forEach<number, number>('charge', {
      items: ({ item }) => Array.from({ length: Number(item) }, (_, index) => index),
      each: { command: (_, __, { id }) => ({ message: message(ChargeCard, { paymentId: id }), key: `payment-${id}` }) },
      apply: (order, outcomes) => ({
        ...order,
        done: outcomes.map((outcome) => (outcome.ok ? String(outcome.result) : 'failed')),
      }),
    }),
  ],
};
