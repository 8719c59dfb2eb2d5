import { Aggregate, Evolver } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { ProcessFailure, StepOutcome } from './process-definition.js';
import { SagaEnded, SagaStarted, StepCompleted, StepOutcomeReceived, StepStarted } from '../events/index.js';

export type ProcessStatus = 'new' | 'running' | 'completed' | 'failed' | 'cancelled';

interface InstanceState {
  status: ProcessStatus;
  definitionVersion: string;
  /** What the steps have made so far; its shape is the definition's. */
  state: unknown;
  /** The step that runs, and what it waits for, in the order of its commands. */
  step: string | null;
  awaits: string[];
  outcomes: Record<string, StepOutcome>;
}

const initial: InstanceState = {
  status: 'new',
  definitionVersion: '',
  state: null,
  step: null,
  awaits: [],
  outcomes: {},
};

const evolver = new Evolver<InstanceState>()
  .on(SagaStarted, (state, { definitionVersion, state: first }) => ({
    ...state,
    status: 'running',
    definitionVersion,
    state: first,
  }))
  .on(StepStarted, (state, { step, awaits }) => ({ ...state, step, awaits, outcomes: {} }))
  .on(StepOutcomeReceived, (state, { id, ok, result, failure }) => ({
    ...state,
    outcomes: {
      ...state.outcomes,
      [id]: ok || !failure ? { ok: true, result } : { ok: false, failure },
    },
  }))
  .on(StepCompleted, (state, { state: next }) => ({ ...state, state: next, step: null, awaits: [], outcomes: {} }))
  .on(SagaEnded, (state, { status }) => ({ ...state, status, step: null }));

/** One running process: its history is the stream `saga-<id>`. */
export class ProcessInstance extends Aggregate<InstanceState> {
  static readonly category = 'saga';
  static readonly snapshotVersion = 1;

  constructor(id: Uuid) {
    super(id, initial, evolver);
  }

  /** Awaited outcomes that have not come yet. */
  get open(): string[] {
    return this.state.awaits.filter((id) => !(id in this.state.outcomes));
  }

  /** The outcomes in the order of the step's commands; only complete when nothing is open. */
  get outcomes(): StepOutcome[] {
    return this.state.awaits.flatMap((id) => this.state.outcomes[id] ?? []);
  }

  start(definition: string, definitionVersion: string, state: unknown): void {
    this.record(SagaStarted, { definition, definitionVersion, state });
  }

  startStep(step: string, round: number, awaits: string[]): void {
    this.record(StepStarted, { step, round, awaits });
  }

  /** @returns false for an outcome that is not awaited, or not any more */
  receive(id: string, outcome: StepOutcome): boolean {
    if (this.state.status !== 'running' || !this.open.includes(id)) return false;
    this.record(StepOutcomeReceived, { id, ...outcome });
    return true;
  }

  completeStep(step: string, state: unknown): void {
    this.record(StepCompleted, { step, state });
  }

  end(status: SagaEnded['status'], failure?: ProcessFailure): void {
    this.record(SagaEnded, failure ? { status, failure } : { status });
  }
}
