import type { ProcessStep } from '@edda/sagas';
import type { CitedClaim, ResearchState } from '../research-state.js';
import { cancelTask, requestTask, resultsOf } from './request-task.js';

/** An analyzer per sub-question selects the claims among its passages. */
export const analyseStep: ProcessStep<ResearchState> = {
  name: 'analyse',
  commands: ({ inquiries, readable }, idOf) =>
    inquiries.map(({ subQuestion, passages }, index) =>
      requestTask(idOf(index), 'analyse', 'analyzer', {
        subQuestion,
        passages,
        // All of them: how telling a word is depends on how rare it is in the sources.
        contentIds: readable,
      }),
    ),
  join: (state, outcomes) => {
    const joined = resultsOf<{ answered: boolean; claims: CitedClaim[] }>(outcomes);
    if ('failure' in joined) return joined;
    const inquiries = state.inquiries.map((inquiry, index) => ({
      ...inquiry,
      answered: joined.results[index]?.answered ?? false,
      claims: joined.results[index]?.claims ?? [],
    }));
    return { state: { ...state, inquiries } };
  },
  release: cancelTask,
};
