import { describe, it } from '@jest/globals';
import { errand, runErrand } from '../../test/support/errands.js';
import type { SagaDefinition } from '../definition/saga-definition.js';
import type { SagaStep } from '../definition/saga-step.js';
import { stepsOf } from '../definition/steps-of.js';
import { givenSaga } from '../testing/given-saga.js';

interface Order {
  total: number;
  currency?: string;
}

const { action, command, loop } = stepsOf<Order>();
const yes = { ok: true, result: undefined } as const;
const failure = { code: 'NO', detail: 'It did not work.' };
const undone = (name: string): SagaStep<Order> => action(name, { run: () => 1, compensate: { run: () => undefined } });
const ask = (name: string): SagaStep<Order> =>
  command(name, {
    command: (_order, { attempt }) => errand(name, attempt),
    release: () => errand(`release ${name}`),
    onFailure: 'hold',
  });

const before: SagaDefinition<Order> = {
  name: 'order',
  version: '1.0.0',
  steps: [undone('reserve'), ask('pay'), ask('send')],
};

function after(step?: string, ...steps: SagaStep<Order>[]): SagaDefinition<Order> {
  return {
    name: 'order',
    version: '2.0.0',
    steps: steps.length > 0 ? steps : [undone('reserve'), ask('check'), ask('pay')],
    migrate: {
      '1.0.0': (state) => ({
        state: { ...(state as Order), currency: 'EUR' },
        ...(step === undefined ? {} : { step }),
      }),
    },
  };
}

describe('An instance of another version', () => {
  it('goes on with the step that it is told, in its next round, and with the state it is given', async () => {
    await givenSaga(before)
      .started({ total: 1 })
      .migrate(after('check'))
      .thenSends(runErrand('release pay'), runErrand('check'))
      .thenState({ total: 1, currency: 'EUR' })
      .outcome('check', yes)
      .thenSends(runErrand('pay'))
      .outcome('pay', yes)
      .thenEnds('completed');
  });

  it('goes on with the step it stands at where none is told', async () => {
    await givenSaga(before)
      .started({ total: 1 })
      .outcome('pay', { ok: false, failure })
      .thenIsStuck('pay')
      .migrate(after())
      .thenSends(runErrand('pay'))
      .thenIs('running');
  });

  it('goes on when it is resumed, where it was paused', async () => {
    await givenSaga(before)
      .started({ total: 1 })
      .pause()
      .migrate(after('check'))
      .thenIs('paused')
      .thenSends(runErrand('release pay'))
      .resume()
      .thenSends(runErrand('check'));
  });

  it('still undoes what it did in the version before', async () => {
    await givenSaga(before)
      .started({ total: 1 })
      .migrate(after('check'))
      .cancel()
      .thenCompensates('reserve')
      .thenEnds('cancelled');
  });

  it('is stuck with what the new version cannot undo', async () => {
    await givenSaga(before)
      .started({ total: 1 })
      .migrate(after('check', ask('check')))
      .cancel()
      .thenIsStuck('reserve', 'SAGA.CODE_FAILED')
      .retry()
      .thenIsStuck('reserve', 'SAGA.CODE_FAILED')
      .skip()
      .thenEnds('cancelled', 'SAGA.CANCELLED');
  });

  it('goes on inside a loop; a step that the new version has not is left without being called off', async () => {
    const again = loop('again', { while: (_order, round) => round <= 1, atMost: 3, steps: [ask('inner')] });
    await givenSaga(before)
      .started({ total: 1 })
      .migrate(after('inner', again))
      .thenSends(runErrand('inner'))
      .outcome('inner', yes)
      .thenSends(runErrand('inner'))
      .outcome('inner', yes)
      .thenEnds('completed');
  });

  it('is not taken over where that cannot work', async () => {
    const started = () => givenSaga(before).started({ total: 1 });
    await started().migrate(after('nowhere')).thenRefused('order 2.0.0 has no step nowhere');
    await started()
      .migrate(after(undefined, ask('other')))
      .thenRefused('order 2.0.0 has no step pay');
    await started()
      .migrate({ ...after(), migrate: {} })
      .thenRefused('does not say how to take over 1.0.0');
    await started()
      .migrate({ ...after(), name: 'trip' })
      .thenRefused('This is trip 2.0.0, not order 2.0.0.');
    const throws = (): never => {
      throw new Error('no total');
    };
    await started()
      .migrate({ ...after(), migrate: { '1.0.0': throws } })
      .thenRefused('no total');
    await started().cancel({ compensate: false }).migrate(after()).thenRefused('It has ended');
  });

  it('is taken over once', async () => {
    await givenSaga(before).started({ total: 1 }).migrate(after('check')).migrate(after('check')).thenNothing();
  });
});
