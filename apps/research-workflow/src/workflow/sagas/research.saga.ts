import { stepsOf, type SagaDefinition, type SagaEnd } from '@edda/sagas';
import type { ResearchState } from './research-state.js';
import { conclude, MOST_REWORK, needsRework } from './rework.js';
import { takeOver } from './take-over.js';
import { analyseStep } from './steps/analyse.step.js';
import { gatherStep } from './steps/gather.step.js';
import { importStep } from './steps/import.step.js';
import { planStep } from './steps/plan.step.js';
import { reviewStep } from './steps/review.step.js';
import { writeStep } from './steps/write.step.js';

const { loop } = stepsOf<ResearchState>();

export const RESEARCH = 'research';

/** From the first import to the reviewed report; a poor one is worked over, at most twice. */
export const researchSaga = (end?: SagaEnd<ResearchState>): SagaDefinition<ResearchState> => ({
  name: RESEARCH,
  version: '2.0.0',
  description:
    'Answers a question from sources: with claims that are quoted from them, reviewed, and worked over at most twice.',
  steps: [
    importStep,
    planStep,
    loop('rounds', {
      while: (state) => state.review === null || needsRework(state),
      atMost: 1 + MOST_REWORK,
      steps: [gatherStep, analyseStep, writeStep, reviewStep(conclude)],
    }),
  ],
  end,
  migrate: { '1.0.0': takeOver },
});
