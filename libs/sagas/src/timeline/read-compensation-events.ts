import type {
  CompensationStarted,
  SagaStuck,
  StepCompensated,
  StepCompensationFailed,
  StepCompensationStarted,
} from '../events/index.js';
import type { HistoryReader } from './history-reader.js';

/** How it went back. */
export const COMPENSATION_READER: HistoryReader = {
  CompensationStarted(draft, { failure, step }: CompensationStarted, at) {
    if (step !== undefined && draft.step?.step === step) draft.step.end('failed', at);
    draft.leaveStep(at);
    draft.goBack(failure);
    draft.add({ kind: 'going-back', at, depth: 0, failure, step: step ?? null });
  },

  StepCompensationStarted(draft, { step, round, index, awaits }: StepCompensationStarted, at) {
    draft.beginCompensation(at, step, round, index).isRemote = awaits !== undefined;
  },

  StepCompensationFailed(draft, data: StepCompensationFailed, at) {
    const { index, attempt, failure, retryAt } = data;
    draft.compensation?.fail(at, index, failure, attempt, retryAt === undefined ? null : new Date(retryAt));
    if (retryAt === undefined) draft.compensation?.hold(at);
  },

  StepCompensated(draft, { index }: StepCompensated, at) {
    draft.compensated += 1;
    draft.compensation?.end(index, at);
  },

  SagaStuck(draft, { step, round, index, failure, compensating }: SagaStuck, at) {
    if (!compensating) draft.stepOf(step, round)?.end('failed', at);
    draft.status = 'stuck';
    draft.failure = failure;
    draft.add({ kind: 'stuck', at, depth: 0, step, round, index, failure, compensating });
  },
};
