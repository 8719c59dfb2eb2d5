import { stepsOf } from '@edda/sagas';
import type { Draft, ResearchState } from '../research-state.js';
import { cancelTask, requestTask } from './request-task.js';

const { command } = stepsOf<ResearchState>();

/** The creator writes the report from the claims. */
export const writeStep = command<Draft>('write', {
  command: ({ question, inquiries }, execution) =>
    requestTask(execution, 'write', 'creator', {
      question,
      sections: inquiries.map(({ subQuestion, answered, claims }) => ({ subQuestion, answered, claims })),
    }),
  release: (_state, execution, reason) => cancelTask(execution, reason),
  apply: (state, draft) => ({ ...state, draft }),
});
