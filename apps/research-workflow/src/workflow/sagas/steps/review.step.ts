import { stepsOf, type SagaStep } from '@edda/sagas';
import type { Draft, ResearchState, Review } from '../research-state.js';
import { cancelTask, requestTask } from './request-task.js';

const { command } = stepsOf<ResearchState>();

/** What is concluded from a review. Pure. */
type Conclusion = (state: ResearchState, draft: Draft, review: Review) => ResearchState;

/** The reviewer matches every citation against its source again; what does not match is taken out. */
export const reviewStep = (conclude: Conclusion): SagaStep<ResearchState> =>
  command<Review & { draft: Draft }>('review', {
    command: ({ question, draft }, execution) =>
      requestTask(execution, 'review', 'reviewer', { question, draft, contentIds: citedContents(draft) }),
    release: (_state, execution, reason) => cancelTask(execution, reason),
    apply: (state, { draft, ...review }) => conclude(state, draft, review),
  });

function citedContents(draft: Draft | null): string[] {
  const claims = draft?.sections.flatMap((section) => section.claims) ?? [];
  return [...new Set(claims.flatMap((claim) => claim.citations.map(({ contentId }) => contentId)))];
}
