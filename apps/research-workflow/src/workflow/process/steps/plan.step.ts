import type { ProcessStep } from '@edda/sagas';
import type { ResearchState } from '../research-state.js';
import { cancelTask, requestTask, resultsOf } from './request-task.js';

/** The coordinator splits the question into sub-questions. */
export const planStep: ProcessStep<ResearchState> = {
  name: 'plan',
  commands: ({ question }, idOf) => [requestTask(idOf(0), 'plan', 'coordinator', { question })],
  join: (state, outcomes) => {
    const joined = resultsOf<{ subQuestions: string[] }>(outcomes);
    if ('failure' in joined) return joined;
    const subQuestions = joined.results.flatMap((result) => result.subQuestions);
    const inquiries = subQuestions.map((subQuestion) => ({ subQuestion, passages: [], answered: false, claims: [] }));
    return { state: { ...state, inquiries } };
  },
  release: cancelTask,
};
