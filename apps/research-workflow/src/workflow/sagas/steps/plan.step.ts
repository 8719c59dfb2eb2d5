import { cancelTask, requestTask } from './request-task.js';
import { command } from './research-steps.js';

/** The coordinator splits the question into sub-questions. */
export const planStep = command<{ subQuestions: string[] }>('plan', {
  command: ({ question }, execution) => requestTask(execution, 'plan', 'coordinator', { question }),
  release: (_state, execution, reason) => cancelTask(execution, reason),
  apply: (state, { subQuestions }) => ({
    ...state,
    inquiries: subQuestions.map((subQuestion) => ({ subQuestion, passages: [], answered: false, claims: [] })),
  }),
});
