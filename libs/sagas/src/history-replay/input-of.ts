import { newId } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type {
  SagaCancelled,
  SagaMigrated,
  SagaStarted,
  SignalReceived,
  StepCompensated,
  StepCompensationFailed,
  StepCompleted,
  StepFailed,
  StepOutcomeReceived,
  StepRetried,
} from '../events/index.js';
import { nextDue } from '../engine/fire-due.js';
import type { SagaEngine } from '../engine/saga-engine.js';
import type { SagaControl } from '../engine/saga-message.js';
import type { ActionOutcome, ActionRef } from '../engine/turn.js';
import { SagaInstance } from '../instance/saga-instance.js';
import type { HistoryEvent } from './history-event.js';

/**
 * What the engine does on a draft when what the event tells of comes to it: the event is the first that follows from it.
 * Null when the event does not tell what came, and has to be taken as it is.
 */
export function inputOf(
  engine: SagaEngine,
  { type, data }: HistoryEvent,
  now: Date,
): ((draft: SagaInstance) => void) | null {
  switch (type) {
    case 'SagaStarted':
      return (draft) => void engine.start(draft, (data as SagaStarted).state, now);
    case 'StepOutcomeReceived':
      return outcome(engine, data as StepOutcomeReceived, now);
    case 'StepCompleted':
      return completion(engine, data as StepCompleted, now);
    case 'StepFailed':
      return failure(engine, data as StepFailed, now);
    case 'StepCompensated':
      return undone(engine, data as StepCompensated, { ok: true, result: undefined }, now);
    case 'StepCompensationFailed': {
      const { failure: why, retryAt } = data as StepCompensationFailed;
      return undone(engine, data as StepCompensationFailed, failed(why, retryAt), now);
    }
    case 'SignalReceived': {
      const { id, signal, payload, by } = data as SignalReceived;
      return (draft) => void engine.receive(draft, { kind: 'signal', id, signal, payload, by }, now);
    }
    case 'StepRetried':
      if ((data as StepRetried).by === undefined) return (draft) => fireNext(engine, draft, now);
      return control(engine, 'retry', data, now);
    case 'TimerFired':
      return (draft) => fireNext(engine, draft, now);
    case 'SagaPaused':
      return control(engine, 'pause', data, now);
    case 'SagaResumed':
      return (draft) => control(engine, 'resume', data, beforeDue(draft, now))(draft);
    case 'SagaCancelled':
      return control(engine, 'cancel', data, now);
    case 'StepSkipped':
      return control(engine, 'skip', data, now);
    case 'SagaMigrated':
      return control(engine, 'migrate', data, now);
    default:
      return null;
  }
}

function outcome(engine: SagaEngine, { id, ok, result, index }: StepOutcomeReceived, now: Date) {
  // A failure stands there in old histories alone.
  if (!ok) return null;
  return (draft: SagaInstance): void => {
    const local = localAt(engine, draft, index);
    if (local) engine.finish(draft, local, { ok: true, result }, now);
    else engine.receive(draft, { kind: 'outcome', id, outcome: { ok: true, result } }, now);
  };
}

function completion(engine: SagaEngine, { step, result }: StepCompleted, now: Date) {
  // What local work came to is told where it is needed to undo it. Elsewhere the state it led to is all there is.
  if (result === undefined) return null;
  return (draft: SagaInstance): void => {
    const local = engine.openActions(draft).find((action) => action.step === step);
    if (local) engine.finish(draft, local, { ok: true, result }, now);
  };
}

function failure(engine: SagaEngine, { index, failure: why, retryAt }: StepFailed, now: Date) {
  return (draft: SagaInstance): void => {
    const local = localAt(engine, draft, index);
    const awaited = draft.state.run?.awaits[index];
    if (local) engine.finish(draft, local, failed(why, retryAt), now);
    else if (awaited !== undefined) {
      engine.receive(draft, { kind: 'outcome', id: awaited, outcome: { ok: false, failure: why } }, now);
    }
  };
}

function undone(engine: SagaEngine, of: StepCompensated, outcomeOf: ActionOutcome, now: Date) {
  return (draft: SagaInstance): void => {
    const { undoing } = draft.state;
    if (undoing?.awaits) {
      const told = outcomeOf.ok || outcomeOf.interrupted ? ({ ok: true, result: undefined } as const) : outcomeOf;
      engine.receive(draft, { kind: 'outcome', id: undoing.awaits, outcome: told }, now);
    } else if (undoing) {
      const action = { ...of, attempt: undoing.execution.attempt, compensation: true };
      engine.finish(draft, action, outcomeOf, now);
    }
  };
}

function failed(why: SagaFailure, retryAt: string | undefined): ActionOutcome {
  return { ok: false, interrupted: false, failure: why, retryable: retryAt !== undefined };
}

/** Local work may come to something although the saga is paused by then. */
function localAt(engine: SagaEngine, { id, state }: SagaInstance, index: number | undefined): ActionRef | undefined {
  const free = new SagaInstance(id);
  free.restore({ ...state, paused: false, stuck: null });
  return engine.openActions(free).find((action) => action.index === index);
}

/**
 * A time at which nothing is due: what has fired has events of its own. The time of an event is later than the one it was
 * decided by, and something may come due between the two.
 */
export function beforeDue({ state }: SagaInstance, now: Date): Date {
  const due = nextDue(state);
  return due === null || Date.parse(due) > now.getTime() ? now : new Date(Date.parse(due) - 1);
}

function fireNext(engine: SagaEngine, draft: SagaInstance, now: Date): void {
  const due = nextDue(draft.state);
  engine.fire(draft, due === null ? now : new Date(due));
}

function control(engine: SagaEngine, action: SagaControl['action'], data: unknown, now: Date) {
  const { id = newId(), by = '', reason = '', compensate = true } = data as Partial<SagaCancelled>;
  const toVersion = (data as Partial<SagaMigrated>).to ?? '';
  const asked = { action, by, reason, compensate, toVersion } as SagaControl;
  return (draft: SagaInstance): void => void engine.receive(draft, { kind: 'control', id, control: asked }, now);
}
