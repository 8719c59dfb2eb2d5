import type { ProcessStep } from '@edda/sagas';
import type { Draft, ResearchState, Review } from '../research-state.js';
import { cancelTask, requestTask, resultsOf } from './request-task.js';

/** The reviewer matches every citation against its source again; what does not match is taken out. */
export const reviewStep: ProcessStep<ResearchState> = {
  name: 'review',
  commands: ({ question, draft }, idOf) => [
    requestTask(idOf(0), 'review', 'reviewer', { question, draft, contentIds: citedContents(draft) }),
  ],
  join: (state, outcomes) => {
    const joined = resultsOf<Review & { draft: Draft }>(outcomes);
    if ('failure' in joined) return joined;
    const [result] = joined.results;
    if (!result) return { state };
    const { draft, ...review } = result;
    return { state: { ...state, draft, review } };
  },
  release: cancelTask,
};

function citedContents(draft: Draft | null): string[] {
  const claims = draft?.sections.flatMap((section) => section.claims) ?? [];
  return [...new Set(claims.flatMap((claim) => claim.citations.map(({ contentId }) => contentId)))];
}
