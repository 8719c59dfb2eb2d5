import type { InstanceState } from '../instance/instance-state.js';
import type { ExecutionState, StepRun } from '../instance/step-run.js';
import type { Program } from './program.js';
import type { Waiting } from './saga-engine.js';

/** What the saga waits for: what comes first by itself, first. */
export function waitsFor(program: Program, state: InstanceState): Waiting[] {
  const { phase, paused, stuck, run, undoing, step } = state;
  if (phase === 'new' || phase === 'ended') return [];
  const waiting: Waiting[] = [];
  if (paused || stuck) {
    const at = stuck ?? undoing ?? run;
    const decision = { kind: 'decision', open: 1, of: 1, until: null } as const;
    waiting.push({ ...decision, step: at?.step ?? step ?? '', round: at?.round ?? 1 });
  }
  if (undoing) {
    const { awaits, execution } = undoing;
    waiting.push(...ofExecutions(undoing, awaits !== null, [execution], 1));
  } else if (run) {
    waiting.push(...ofStep(program, run));
  }
  return waiting.sort((one, other) => timeOf(one) - timeOf(other));
}

function ofStep(program: Program, run: StepRun): Waiting[] {
  const node = program.find(run.step);
  const until = run.timer ? new Date(run.timer.dueAt) : null;
  const one = { step: run.step, round: run.round, open: 1, of: 1, until };
  if (node?.kind === 'signal') return [{ ...one, kind: 'signal', signal: node.step.signal }];
  if (node?.kind === 'sleep') return [{ ...one, kind: 'timer' }];
  return ofExecutions(run, run.awaits.length > 0, run.executions.slice(0, run.begun), run.executions.length);
}

function ofExecutions(
  { step, round }: { readonly step: string; readonly round: number },
  remote: boolean,
  executions: readonly ExecutionState[],
  of: number,
): Waiting[] {
  const open = executions.filter(({ phase }) => phase === 'open');
  const retried = executions.filter(({ phase }) => phase === 'waiting');
  const waiting: Waiting[] = [];
  if (open.length > 0) {
    waiting.push({ kind: remote ? 'outcome' : 'action', step, round, open: open.length, of, until: earliest(open) });
  }
  if (retried.length > 0) {
    waiting.push({ kind: 'retry', step, round, open: retried.length, of, until: earliest(retried) });
  }
  return waiting;
}

function earliest(executions: readonly ExecutionState[]): Date | null {
  let first: string | null = null;
  for (const { until } of executions) if (until !== undefined && (first === null || until < first)) first = until;
  return first === null ? null : new Date(first);
}

function timeOf({ kind, until }: Waiting): number {
  if (kind === 'decision') return Number.NEGATIVE_INFINITY;
  return until?.getTime() ?? Number.MAX_SAFE_INTEGER;
}
