import { stepsOf } from '@edda/sagas';
import type { ResearchState } from '../research-state.js';
import { cancelTask, requestTask } from './request-task.js';

const { command } = stepsOf<ResearchState>();

/** The coordinator splits the question into sub-questions. */
export const planStep = command<{ subQuestions: string[] }>('plan', {
  command: ({ question }, execution) => requestTask(execution, 'plan', 'coordinator', { question }),
  release: (_state, execution, reason) => cancelTask(execution, reason),
  apply: (state, { subQuestions }) => ({
    ...state,
    inquiries: subQuestions.map((subQuestion) => ({ subQuestion, passages: [], answered: false, claims: [] })),
  }),
});
