import type { Waiting } from '../engine/saga-engine.js';
import type { SagaStatus } from '../instance/saga-status.js';
import type { CompensationDraft } from './compensation-draft.js';
import type { StepDraft } from './step-draft.js';
import type { TimelineDraft } from './timeline-draft.js';

const KIND_OF_WORK = { local: 'action', another: 'outcome', signal: 'signal', sleep: 'timer' } as const;
const OVER: ReadonlySet<SagaStatus> = new Set(['new', 'completed', 'failed', 'cancelled']);

/** What an instance with this history waits for: somebody's decision, then the rest in the order in which it ends by itself. */
export function waitsFor({ status, step, compensation }: TimelineDraft): Waiting[] {
  if (OVER.has(status)) return [];
  const at = compensation ?? step;
  const decision = { kind: 'decision', open: 1, of: 1, until: null } as const;
  const isHeld = status === 'stuck' || status === 'paused';
  const held: Waiting[] = isHeld ? [{ ...decision, step: at?.step ?? '', round: at?.round ?? 1 }] : [];
  if (!at || status === 'stuck') return held;
  const under = underWay(at);
  // Nothing is begun while it is paused, but answers are taken in.
  return [...held, ...(isHeld ? under.filter(({ kind }) => kind === 'outcome') : under)];
}

function underWay(at: StepDraft | CompensationDraft): Waiting[] {
  const place = { step: at.step, round: at.round, of: at.size ?? 1 };
  const retries = at.waiting.sort((left, right) => left.getTime() - right.getTime());
  const open = at.open - retries.length;
  const waiting: Waiting[] = [];
  if (open > 0) waiting.push({ ...place, ...workOf(at), open, until: dueOf(at) });
  const [until] = retries;
  if (until) waiting.push({ kind: 'retry', ...place, open: retries.length, until });
  return waiting.sort((left, right) => timeOf(left) - timeOf(right));
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
