import type { Evolver } from '@edda/event-store';
import {
  BranchTaken,
  ExecutionsStarted,
  LoopIterated,
  LoopLeft,
  SagaEnded,
  SagaStarted,
  StepCompleted,
  StepFailed,
  StepOutcomeReceived,
  StepStarted,
  TimerFired,
  TimerSet,
} from '../events/index.js';
import { withDone, type DoneExecution } from './done-list.js';
import type { InstanceState } from './instance-state.js';
import { beginRun, leftBehind, withExecution, type ExecutionState, type StepRun } from './step-run.js';

/** How the state follows from what happens on the way forward. */
export function evolveSteps(evolver: Evolver<InstanceState>): void {
  evolver
    .on(SagaStarted, (state, { definition, definitionVersion, state: first }) => ({
      ...state,
      status: 'running',
      phase: 'forward',
      definition,
      definitionVersion,
      state: first,
    }))
    .on(StepStarted, (state, started) => ({
      ...state,
      step: started.step,
      run: beginRun(started),
      rounds: { ...state.rounds, [started.step]: started.round },
    }))
    .on(ExecutionsStarted, (state, { to }) => (state.run ? { ...state, run: { ...state.run, begun: to } } : state))
    .on(StepOutcomeReceived, received)
    .on(StepFailed, failed)
    .on(StepCompleted, completed)
    .on(TimerSet, timerSet)
    .on(TimerFired, timerFired)
    .on(BranchTaken, (state, { branch, way }) => ({
      ...state,
      position: way === undefined ? { at: 'behind', step: branch } : { at: 'way', step: branch, way },
    }))
    .on(LoopIterated, (state, { loop, iteration }) => ({
      ...state,
      position: { at: 'round', step: loop },
      loops: { ...state.loops, [loop]: iteration },
    }))
    .on(LoopLeft, (state, { loop }) => {
      const { [loop]: _left, ...loops } = state.loops;
      return { ...state, position: { at: 'behind', step: loop }, loops };
    })
    .on(SagaEnded, (state, { status, failure }) => ({
      ...state,
      status,
      phase: 'ended',
      paused: false,
      stuck: null,
      step: null,
      run: null,
      undoing: null,
      failure: failure ?? null,
    }));
}

function received(state: InstanceState, { id, ok, result, failure, index }: StepOutcomeReceived): InstanceState {
  const { run } = state;
  const at = index ?? run?.awaits.indexOf(id) ?? -1;
  const before = run?.executions[at];
  if (!run || !before) return state;
  const { attempt, tries } = before;
  if (!ok && failure) {
    return { ...state, run: withExecution(run, at, { phase: 'failed', attempt, tries, failure }) };
  }
  const execution: ExecutionState = { phase: 'done', attempt, tries, ...(result === undefined ? {} : { result }) };
  const { step, round, compensates } = run;
  const done = compensates ? withDone(state.done, doneExecution(step, round, at, result)) : state.done;
  return { ...state, run: withExecution(run, at, execution), done };
}

function doneExecution(step: string, round: number, index: number, result: unknown): DoneExecution {
  return result === undefined ? { step, round, index } : { step, round, index, result };
}

function failed(
  state: InstanceState,
  { step, index, attempt, failure, retryAt, whole, unknown }: StepFailed,
): InstanceState {
  const { run } = state;
  // It could not even begin: it is to begin if somebody asks for it.
  if (!run) return { ...state, step, position: { at: 'step', step } };
  if (whole) return { ...state, run: { ...run, failure } };
  const before = run.executions[index];
  if (!before) return state;
  const execution: ExecutionState = {
    phase: retryAt === undefined ? 'failed' : 'waiting',
    attempt,
    tries: before.tries,
    failure,
    ...(retryAt === undefined ? {} : { until: retryAt }),
    ...(unknown || before.unknown ? { unknown: true } : {}),
  };
  return { ...state, run: withExecution(run, index, execution) };
}

function completed(state: InstanceState, event: StepCompleted): InstanceState {
  const { step, state: next, result, signal } = event;
  return {
    ...state,
    state: next,
    step: null,
    run: null,
    position: { at: 'behind', step },
    done: state.run?.compensates ? withDone(state.done, ...leftByCompleted(state.run, result)) : state.done,
    signals: signal === undefined ? state.signals : state.signals.filter(({ id }) => id !== signal),
  };
}

/** A single local execution is done with its step: nothing was said of it before. */
function leftByCompleted(run: StepRun, result: unknown): DoneExecution[] {
  const [only] = run.executions;
  if (run.executions.length !== 1 || only?.phase !== 'open') return leftBehind(run);
  return [doneExecution(run.step, run.round, 0, result)];
}

function timerSet(state: InstanceState, { index, purpose, dueAt }: TimerSet): InstanceState {
  const { run, undoing } = state;
  if (undoing) return { ...state, undoing: { ...undoing, execution: { ...undoing.execution, until: dueAt } } };
  if (!run) return state;
  if (purpose !== 'timeout') return { ...state, run: { ...run, timer: { purpose, dueAt } } };
  const limited = (execution: ExecutionState): ExecutionState => ({ ...execution, until: dueAt });
  const executions =
    index === undefined
      ? run.executions.map((execution, at) =>
          at < run.begun && execution.phase === 'open' && execution.until === undefined
            ? limited(execution)
            : execution,
        )
      : run.executions.map((execution, at) => (at === index ? limited(execution) : execution));
  return { ...state, run: { ...run, executions } };
}

function timerFired(state: InstanceState, { purpose }: TimerFired): InstanceState {
  const { run } = state;
  if (!run || purpose === 'timeout') return state;
  const { timer: _timer, ...rest } = run;
  return { ...state, run: { ...rest, fired: true } };
}
