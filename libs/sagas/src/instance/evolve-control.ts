import type { Evolver } from '@edda/event-store';
import {
  SagaCancelled,
  SagaMigrated,
  SagaPaused,
  SagaResumed,
  SignalReceived,
  StepRetried,
  StepSkipped,
} from '../events/index.js';
import { withDone, withoutLast } from './done-list.js';
import { withStatus, withTaken, type InstanceState } from './instance-state.js';
import { leftBehind, withExecution, type ExecutionState } from './step-run.js';

/** How the state follows from what others ask of the saga, and from attempts that begin again. */
export function evolveControl(evolver: Evolver<InstanceState>): void {
  evolver
    .on(SignalReceived, (state, { id, signal, payload }) => ({
      ...state,
      signals: [...state.signals, payload === undefined ? { id, signal } : { id, signal, payload }],
      taken: withTaken(state.taken, id),
    }))
    .on(SagaPaused, (state, { id }) => withStatus({ ...state, paused: true, taken: withTaken(state.taken, id) }))
    .on(SagaResumed, (state, { id }) => withStatus({ ...state, paused: false, taken: withTaken(state.taken, id) }))
    .on(SagaCancelled, (state, { id }) =>
      withStatus({
        ...state,
        cancelled: true,
        paused: false,
        ...unstuck(state),
        taken: withTaken(state.taken, id),
      }),
    )
    .on(StepRetried, retried)
    .on(StepSkipped, skipped)
    .on(SagaMigrated, migrated);
}

function retried(state: InstanceState, event: StepRetried): InstanceState {
  const { index, attempt, awaits, by, compensation, id } = event;
  const asked = by !== undefined;
  const next = withStatus({
    ...state,
    ...(asked ? unstuck(state) : {}),
    taken: withTaken(state.taken, id),
  });
  if (compensation) {
    const { undoing } = next;
    if (!undoing) return next;
    return {
      ...next,
      undoing: { ...undoing, awaits: awaits ?? null, execution: again(undoing.execution, attempt) },
    };
  }
  if (!next.run) return next;
  const { failure: _failure, ...run } = next.run;
  const execution = run.executions[index];
  if (!execution || (execution.phase !== 'failed' && execution.phase !== 'waiting')) return { ...next, run };
  const reopened = withExecution(run, index, again(execution, attempt));
  return {
    ...next,
    run: awaits === undefined ? reopened : { ...reopened, awaits: reopened.awaits.with(index, awaits) },
  };
}

/** What failed for good begins anew; what waited for its next attempt counts on. */
function again({ phase, tries, unknown }: ExecutionState, attempt: number): ExecutionState {
  const next = { phase: 'open', attempt, tries: phase === 'failed' ? 1 : tries + 1 } as const;
  return unknown ? { ...next, unknown } : next;
}

function skipped(state: InstanceState, { step, compensation, id }: StepSkipped): InstanceState {
  const taken = withTaken(state.taken, id);
  if (compensation) {
    return withStatus({ ...state, ...unstuck(state), step: null, undoing: null, done: withoutLast(state.done), taken });
  }
  return withStatus({
    ...state,
    ...unstuck(state),
    step: null,
    run: null,
    position: { at: 'behind', step },
    done: state.run ? withDone(state.done, ...leftBehind(state.run)) : state.done,
    taken,
  });
}

function migrated(state: InstanceState, { to, state: next, step, id }: SagaMigrated): InstanceState {
  return withStatus({
    ...state,
    definitionVersion: to,
    state: next,
    ...unstuck(state),
    step: null,
    run: null,
    position: step === undefined ? state.position : { at: 'step', step },
    done: state.run ? withDone(state.done, ...leftBehind(state.run)) : state.done,
    taken: withTaken(state.taken, id),
  });
}

/** The failure of a saga that goes back is why it does; that of one that goes forward is what it was stuck at. */
function unstuck({ phase, failure }: InstanceState): Pick<InstanceState, 'stuck' | 'failure'> {
  return { stuck: null, failure: phase === 'forward' ? null : failure };
}
