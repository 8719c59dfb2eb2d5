import type { UnitOfWork } from '@edda/event-store';
import { stepsOf, type SagaDefinition } from '../../src/index.js';

export const EFFECTS_TABLE = 'create table effects (saga uuid not null, step text not null, at bigserial)';

export interface EffectState {
  readonly done: readonly string[];
}

/**
 * Four local steps, each of which writes a row through the unit of work: one that ran twice shows as two rows.
 *
 * @param begun called as each begins
 */
export function effectSaga(
  unitOfWork: UnitOfWork,
  begun: (step: string, id: string) => Promise<void> | void = () => undefined,
): SagaDefinition<EffectState> {
  const { action } = stepsOf<EffectState>();
  return {
    name: 'effects',
    version: '1.0.0',
    steps: ['one', 'two', 'three', 'four'].map((step) =>
      action(step, {
        run: async (_, { sagaId }) => {
          await begun(step, sagaId);
          await unitOfWork.client().query('insert into effects (saga, step) values ($1, $2)', [sagaId, step]);
        },
        apply: ({ done }) => ({ done: [...done, step] }),
      }),
    ),
  };
}
