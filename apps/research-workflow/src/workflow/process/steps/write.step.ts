import type { ProcessStep } from '@edda/sagas';
import type { Draft, ResearchState } from '../research-state.js';
import { cancelTask, requestTask, resultsOf } from './request-task.js';

/** The creator writes the report from the claims. */
export const writeStep: ProcessStep<ResearchState> = {
  name: 'write',
  commands: ({ question, inquiries }, idOf) => [
    requestTask(idOf(0), 'write', 'creator', {
      question,
      sections: inquiries.map(({ subQuestion, answered, claims }) => ({ subQuestion, answered, claims })),
    }),
  ],
  join: (state, outcomes) => {
    const joined = resultsOf<Draft>(outcomes);
    if ('failure' in joined) return joined;
    return { state: { ...state, draft: joined.results[0] ?? null } };
  },
  release: cancelTask,
};
