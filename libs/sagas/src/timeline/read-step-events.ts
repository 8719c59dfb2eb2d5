import type {
  BranchTaken,
  LoopIterated,
  LoopLeft,
  StepCompleted,
  StepFailed,
  StepOutcomeReceived,
  StepRetried,
  StepSkipped,
  StepStarted,
  TimerFired,
  TimerSet,
} from '../events/index.js';
import type { HistoryReader } from './history-reader.js';
import type { TimelineDraft } from './timeline-draft.js';

const RELEASED = 'SAGA.RELEASED';

/** How the saga went forward. */
export const STEP_READER: HistoryReader = {
  StepStarted: (draft, data: StepStarted, at) => draft.beginStep(at, data),

  StepOutcomeReceived({ step }, { id, ok, failure, index = step?.indexOf(id) ?? 0 }: StepOutcomeReceived, at) {
    if (ok || !failure) step?.succeed(index);
    else if (failure.code !== RELEASED) step?.fail(at, index, failure);
  },

  StepFailed(draft, { step, round, index, attempt, failure, retryAt, whole }: StepFailed, at) {
    const failed = draft.stepOf(step, round);
    if (whole) failed?.failWhole(at, failure);
    else failed?.fail(at, index, failure, attempt, retryAt === undefined ? null : new Date(retryAt));
    if (retryAt === undefined && (whole || failed?.size === null)) failed?.end('failed', at);
  },

  StepRetried(draft, { step, round, index, attempt, compensation = false, by, reason = '' }: StepRetried, at) {
    const retried = compensation ? draft.compensation : draft.stepOf(step, round);
    retried?.retry(index, attempt);
    draft.goOn();
    if (by === undefined) return;
    draft.add({ kind: 'control', at, depth: 0, action: 'retried', step, round, compensation, by, reason });
  },

  StepCompleted(draft, { step, state, without }: StepCompleted, at) {
    draft.state = state;
    if (draft.step?.step !== step) return;
    draft.step.withoutSignal = without !== undefined;
    draft.step.end('completed', at);
    draft.step = null;
  },

  StepSkipped(draft, { step, round, compensation, index, by, reason }: StepSkipped, at) {
    if (compensation) skipCompensation(draft, index ?? 0, { by, reason }, at);
    else {
      const skipped = draft.stepOf(step, round);
      if (skipped) skipped.skipped = { by, reason };
      skipped?.end('skipped', at);
      draft.step = null;
    }
    draft.goOn();
  },

  BranchTaken: (draft, { branch, way }: BranchTaken, at) =>
    draft.add({ kind: 'branch', at, depth: draft.depth, branch, way: way ?? null }),

  LoopIterated(draft, { loop, iteration }: LoopIterated, at) {
    draft.leaveLoop(loop);
    draft.add({ kind: 'round', at, depth: draft.depth, loop, iteration });
    draft.beginRound(loop);
  },

  LoopLeft(draft, { loop, iterations, because }: LoopLeft, at) {
    draft.leaveLoop(loop);
    draft.add({ kind: 'loop-left', at, depth: draft.depth, loop, iterations, because });
  },

  TimerSet: (draft, { step, round, index, purpose, dueAt }: TimerSet) =>
    draft.stepOf(step, round)?.setTimer(purpose, index ?? 0, new Date(dueAt)),

  TimerFired: (draft, { step, round, index, purpose }: TimerFired, at) =>
    draft.stepOf(step, round)?.fireTimer(purpose, index ?? 0, at),
};

function skipCompensation(draft: TimelineDraft, index: number, asked: { by: string; reason: string }, at: Date): void {
  const { compensation } = draft;
  if (!compensation) return;
  compensation.skipped = asked;
  compensation.end(index, at);
}
