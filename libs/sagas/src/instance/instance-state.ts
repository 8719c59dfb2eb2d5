import type { SagaFailure } from '../definition/outcome.js';
import { NOTHING_DONE, type DoneExecution, type DoneList } from './done-list.js';
import type { SagaStatus } from './saga-status.js';
import type { ExecutionState, StepRun } from './step-run.js';

/** Where a saga goes on that is at no step: by the names of steps, which other versions of its definition may share. */
export type Position =
  | { readonly at: 'beginning' }
  | { readonly at: 'step' | 'behind'; readonly step: string }
  | { readonly at: 'way'; readonly step: string; readonly way: string }
  | { readonly at: 'round'; readonly step: string };

/** An execution that is being undone. */
export interface Undoing extends DoneExecution {
  /** Null for local work. */
  readonly awaits: string | null;
  readonly execution: ExecutionState;
}

export interface StuckAt {
  readonly step: string;
  readonly round: number;
  readonly index: number;
  readonly failure: SagaFailure;
}

export interface BufferedSignal {
  readonly id: string;
  readonly signal: string;
  readonly payload?: unknown;
}

/** What a saga has come to, as its events tell it. Plain JSON. */
export interface InstanceState {
  readonly status: SagaStatus;
  readonly definition: string;
  readonly definitionVersion: string;
  /** What the steps have made so far; its shape is the definition's. */
  readonly state: unknown;
  /** The step it is at; null before the first, and after the last. */
  readonly step: string | null;
  readonly phase: 'new' | 'forward' | 'backward' | 'ended';
  readonly paused: boolean;
  readonly stuck: StuckAt | null;
  readonly position: Position;
  readonly run: StepRun | null;
  /** How often each step was begun, and how many rounds each loop that is not left has gone. */
  readonly rounds: Readonly<Record<string, number>>;
  readonly loops: Readonly<Record<string, number>>;
  readonly done: DoneList;
  readonly undoing: Undoing | null;
  readonly compensated: number;
  /** Why it is stuck, goes back or has ended. */
  readonly failure: SagaFailure | null;
  readonly cancelled: boolean;
  readonly signals: readonly BufferedSignal[];
  /** Ids of the last signals and controls that were taken. */
  readonly taken: readonly string[];
}

export const NEW_INSTANCE: InstanceState = {
  status: 'new',
  definition: '',
  definitionVersion: '',
  state: null,
  step: null,
  phase: 'new',
  paused: false,
  stuck: null,
  position: { at: 'beginning' },
  run: null,
  rounds: {},
  loops: {},
  done: NOTHING_DONE,
  undoing: null,
  compensated: 0,
  failure: null,
  cancelled: false,
  signals: [],
  taken: [],
};

const TAKEN_KEPT = 256;

export function withTaken(taken: readonly string[], id: string | undefined): readonly string[] {
  return id === undefined ? taken : [...taken.slice(1 - TAKEN_KEPT), id];
}

/** The state with its status made from what is true of it. */
export function withStatus(state: InstanceState): InstanceState {
  const { phase, paused, stuck } = state;
  if (phase === 'ended' || phase === 'new') return state;
  const moving = phase === 'backward' ? 'compensating' : 'running';
  return { ...state, status: paused ? 'paused' : stuck ? 'stuck' : moving };
}
