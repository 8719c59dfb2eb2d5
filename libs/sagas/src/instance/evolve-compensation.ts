import type { Evolver } from '@edda/event-store';
import {
  CompensationStarted,
  SagaStuck,
  StepCompensated,
  StepCompensationFailed,
  StepCompensationStarted,
} from '../events/index.js';
import { lastDone, withDone, withoutLast } from './done-list.js';
import { withStatus, type InstanceState } from './instance-state.js';
import { FIRST_ATTEMPT, leftBehind } from './step-run.js';

/** How the state follows from what happens on the way back. */
export function evolveCompensation(evolver: Evolver<InstanceState>): void {
  evolver
    .on(CompensationStarted, (state, { failure }) =>
      withStatus({
        ...state,
        phase: 'backward',
        stuck: null,
        step: null,
        run: null,
        failure,
        done: state.run ? withDone(state.done, ...leftBehind(state.run)) : state.done,
      }),
    )
    .on(StepCompensationStarted, (state, { step, round, index, awaits }) => {
      const last = lastDone(state.done);
      const known = last && 'result' in last ? { result: last.result } : {};
      const undoing = { step, round, index, ...known, awaits: awaits ?? null, execution: FIRST_ATTEMPT };
      return { ...state, step, undoing };
    })
    .on(StepCompensationFailed, (state, { attempt, failure, retryAt }) => {
      if (!state.undoing) return state;
      const { tries } = state.undoing.execution;
      const execution =
        retryAt === undefined
          ? ({ phase: 'failed', attempt, tries, failure } as const)
          : ({ phase: 'waiting', attempt, tries, failure, until: retryAt } as const);
      return { ...state, undoing: { ...state.undoing, execution } };
    })
    .on(StepCompensated, (state) => ({
      ...state,
      step: null,
      undoing: null,
      done: withoutLast(state.done),
      compensated: state.compensated + 1,
    }))
    .on(SagaStuck, (state, { step, round, index, failure }) =>
      withStatus({
        ...state,
        step,
        stuck: { step, round, index, failure },
        failure: state.phase === 'forward' ? failure : state.failure,
      }),
    );
}
