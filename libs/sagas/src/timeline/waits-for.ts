import type { Waiting } from '../engine/saga-engine.js';
import type { SagaStatus } from '../instance/saga-status.js';
import type { CompensationDraft } from './compensation-draft.js';
import type { StepDraft } from './step-draft.js';
import type { TimelineDraft } from './timeline-draft.js';

const KIND_OF_WORK = { local: 'action', another: 'outcome', signal: 'signal', sleep: 'timer' } as const;
const OVER: ReadonlySet<SagaStatus> = new Set(['new', 'completed', 'failed', 'cancelled']);

/** What an instance with this history waits for, in the order in which it ends by itself. */
export function waitsFor({ status, step, compensation }: TimelineDraft): Waiting[] {
  if (OVER.has(status)) return [];
  const at = compensation ?? step;
  if (!at) return [];
  const place = { step: at.step, round: at.round, of: at.size ?? 1 };
  if (status === 'stuck' || status === 'paused') return [{ kind: 'decision', ...place, open: at.open, until: null }];
  const retries = at.waiting.sort((left, right) => left.getTime() - right.getTime());
  const retry: Waiting[] = retries
    .slice(0, 1)
    .map((until) => ({ kind: 'retry', ...place, open: retries.length, until }));
  const underWay = at.open - retries.length;
  if (underWay <= 0) return retry;
  return [...retry, { ...place, ...workOf(at), open: underWay, until: dueOf(at) }].sort(
    (left, right) => timeOf(left) - timeOf(right),
  );
}

function workOf(at: StepDraft | CompensationDraft): Pick<Waiting, 'kind' | 'signal'> {
  if (!('work' in at)) return { kind: at.isRemote ? 'outcome' : 'action' };
  const kind = KIND_OF_WORK[at.work];
  return at.signal === null ? { kind } : { kind, signal: at.signal };
}

function dueOf(at: StepDraft | CompensationDraft): Date | null {
  return 'due' in at ? (at.due[0] ?? null) : null;
}

function timeOf({ until }: Waiting): number {
  return until?.getTime() ?? Number.POSITIVE_INFINITY;
}
