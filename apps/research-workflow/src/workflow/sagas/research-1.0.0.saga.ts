import { stepsOf, type SagaDefinition, type SagaEnd } from '@edda/sagas';
import type { CitedClaim, Inquiry, Passage, ResearchState } from './research-state.js';
import { RESEARCH } from './research.saga.js';
import { importStep } from './steps/import.step.js';
import { planStep } from './steps/plan.step.js';
import { cancelTask, requestTask } from './steps/request-task.js';
import { reviewStep } from './steps/review.step.js';
import { writeStep } from './steps/write.step.js';

const { forEach } = stepsOf<ResearchState>();

const gatherStep = forEach<Inquiry, { passages: Passage[] }>('gather', {
  items: ({ inquiries }) => inquiries,
  each: {
    command: ({ readable }, { subQuestion }, execution) =>
      requestTask(execution, 'gather', 'researcher', { subQuestion, contentIds: readable }),
    release: (_state, _inquiry, execution, reason) => cancelTask(execution, reason),
  },
  apply: (state, outcomes) => ({
    ...state,
    inquiries: outcomes.map((outcome) => ({
      ...outcome.item,
      passages: outcome.ok ? outcome.result.passages : [],
    })),
  }),
});

const analyseStep = forEach<Inquiry, { answered: boolean; claims: CitedClaim[] }>('analyse', {
  items: ({ inquiries }) => inquiries,
  each: {
    command: ({ readable }, { subQuestion, passages }, execution) =>
      requestTask(execution, 'analyse', 'analyzer', { subQuestion, passages, contentIds: readable }),
    release: (_state, _inquiry, execution, reason) => cancelTask(execution, reason),
  },
  apply: (state, outcomes) => ({
    ...state,
    inquiries: outcomes.map((outcome) => ({
      ...outcome.item,
      answered: outcome.ok && outcome.result.answered,
      claims: outcome.ok ? outcome.result.claims : [],
    })),
  }),
});

/** One researcher per sub-question for all sources, and no rework: for instances that were started with it. */
export const researchSaga1 = (end?: SagaEnd<ResearchState>): SagaDefinition<ResearchState> => ({
  name: RESEARCH,
  version: '1.0.0',
  description: 'Answers a question from sources, with one researcher per sub-question and one review.',
  steps: [
    importStep,
    planStep,
    gatherStep,
    analyseStep,
    writeStep,
    reviewStep((state, draft, review) => ({ ...state, draft, review })),
  ],
  end,
});
