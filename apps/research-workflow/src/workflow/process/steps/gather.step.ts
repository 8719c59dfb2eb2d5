import type { ProcessStep } from '@edda/sagas';
import type { Passage, ResearchState } from '../research-state.js';
import { cancelTask, requestTask, resultsOf } from './request-task.js';

/** A researcher per sub-question looks for passages in the sources of this workflow. */
export const gatherStep: ProcessStep<ResearchState> = {
  name: 'gather',
  commands: ({ inquiries, readable }, idOf) =>
    inquiries.map(({ subQuestion }, index) =>
      requestTask(idOf(index), 'gather', 'researcher', { subQuestion, contentIds: readable }),
    ),
  join: (state, outcomes) => {
    const joined = resultsOf<{ passages: Passage[] }>(outcomes);
    if ('failure' in joined) return joined;
    const inquiries = state.inquiries.map((inquiry, index) => ({
      ...inquiry,
      passages: joined.results[index]?.passages ?? [],
    }));
    return { state: { ...state, inquiries } };
  },
  release: cancelTask,
};
