import type { SagaFailure } from '../definition/outcome.js';
import type { StepStarted, TimerPurpose } from '../events/index.js';
import type { DoneExecution } from './done-list.js';

/**
 * How one execution stands: `open` while its outcome is awaited, `waiting` for its next attempt, `done`, or `failed` for
 * good.
 */
export interface ExecutionState {
  readonly phase: 'open' | 'waiting' | 'done' | 'failed';
  readonly attempt: number;
  /** Attempts since it began, or since somebody asked for another one. */
  readonly tries: number;
  /** When the open attempt has taken too long, or the next one is due. */
  readonly until?: string;
  /** An attempt ended without anybody knowing what it did. */
  readonly unknown?: boolean;
  readonly result?: unknown;
  readonly failure?: SagaFailure;
}

/** A step that is under way. */
export interface StepRun {
  readonly step: string;
  readonly round: number;
  /** The ids under which outcomes are awaited, by index; none for local work. */
  readonly awaits: readonly string[];
  readonly executions: readonly ExecutionState[];
  /** So many of them have begun, from the first on. */
  readonly begun: number;
  /** So many have come to something for good, and so many of those to something good. */
  readonly settled: number;
  readonly succeeded: number;
  /** What is undone when the saga goes back: what was done, or also what was only tried. */
  readonly compensates?: 'done' | 'tried';
  /** Of a step that waits for a time, or for a signal. */
  readonly timer?: { readonly purpose: TimerPurpose; readonly dueAt: string };
  readonly fired?: boolean;
  /** Why the step failed as a whole. */
  readonly failure?: SagaFailure;
}

export const FIRST_ATTEMPT: ExecutionState = { phase: 'open', attempt: 1, tries: 1 };

export function beginRun({ step, round, awaits, kind, size, begun, compensates }: StepStarted): StepRun {
  const count = size ?? (kind === 'action' ? 1 : awaits.length);
  const executions = new Array<ExecutionState>(count).fill(FIRST_ATTEMPT);
  const run = { step, round, awaits, executions, begun: begun ?? count, settled: 0, succeeded: 0 };
  return compensates ? { ...run, compensates } : run;
}

/** The run with one execution replaced. */
export function withExecution(run: StepRun, index: number, execution: ExecutionState): StepRun {
  const before = run.executions[index];
  const executions = run.executions.length === 1 ? [execution] : run.executions.with(index, execution);
  return {
    ...run,
    executions,
    settled: run.settled + Number(isSettled(execution)) - Number(isSettled(before)),
    succeeded: run.succeeded + Number(execution.phase === 'done') - Number(before?.phase === 'done'),
  };
}

function isSettled(execution: ExecutionState | undefined): boolean {
  return execution?.phase === 'done' || execution?.phase === 'failed';
}

/** Whether something is awaited of the execution, or will be tried again. */
export function isUnderWay(run: StepRun, index: number): boolean {
  const phase = run.executions[index]?.phase;
  return index < run.begun && (phase === 'open' || phase === 'waiting');
}

/**
 * What a step that is left leaves behind, besides the executions that were done: what nobody knows the outcome of, and
 * where so wanted, what failed.
 */
export function leftBehind(run: StepRun): DoneExecution[] {
  const { step, round, compensates } = run;
  if (!compensates) return [];
  const left: DoneExecution[] = [];
  for (let index = 0; index < run.begun; index++) {
    const execution = run.executions[index];
    if (!execution || execution.phase === 'done') continue;
    const unknown = execution.phase === 'open' || execution.unknown === true;
    if (unknown || compensates === 'tried') left.push({ step, round, index });
  }
  return left;
}
