import type {
  ActionStep,
  BranchStep,
  CommandStep,
  ForEachStep,
  ItemAction,
  ItemCommand,
  LoopStep,
  SagaStep,
  SignalStep,
  SleepStep,
} from './saga-step.js';

type Without<T> = Omit<T, 'kind' | 'name'>;

/** The steps of sagas with one kind of state, typed. */
export interface StepsOf<State> {
  action<Result = void>(name: string, step: Without<ActionStep<State, Result>>): SagaStep<State>;
  command<Result = unknown>(name: string, step: Without<CommandStep<State, Result>>): SagaStep<State>;
  forEach<Item, Result = unknown>(
    name: string,
    step: Without<Omit<ForEachStep<State, Item, Result>, 'each'>> & {
      each: ItemAction<State, Item, Result> | ItemCommand<State, Item>;
    },
  ): SagaStep<State>;
  branch(name: string, choose: BranchStep<State>['choose'], ways: BranchStep<State>['ways']): SagaStep<State>;
  loop(name: string, loop: Without<LoopStep<State>>): SagaStep<State>;
  sleep(name: string, until: SleepStep<State>['until']): SagaStep<State>;
  signal<Payload = unknown>(name: string, step: Without<SignalStep<State, Payload>>): SagaStep<State>;
}

/**
 *     const { action, command, loop } = stepsOf<Order>();
 *     export const orderSaga: SagaDefinition<Order> = {
 *       name: 'order',
 *       version: '1.0.0',
 *       steps: [
 *         action('reserve', { run: (order) => stock.reserve(order.items), compensate: { run: (order) => stock.release(order.items) } }),
 *         command('charge', { command: (order, { id }) => ({ message: message(ChargeCard, { paymentId: id, … }), key: order.id }) }),
 *       ],
 *     };
 */
export function stepsOf<State>(): StepsOf<State> {
  const step = (kind: SagaStep<State>['kind'], name: string, rest: object): SagaStep<State> =>
    ({ ...rest, kind, name }) as unknown as SagaStep<State>;
  return {
    action: (name, rest) => step('action', name, rest),
    command: (name, rest) => step('command', name, rest),
    forEach: (name, rest) => step('forEach', name, rest),
    branch: (name, choose, ways) => step('branch', name, { choose, ways }),
    loop: (name, rest) => step('loop', name, rest),
    sleep: (name, until) => step('sleep', name, { until }),
    signal: (name, rest) => step('signal', name, rest),
  };
}
