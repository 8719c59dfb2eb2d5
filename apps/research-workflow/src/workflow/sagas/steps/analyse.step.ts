import { stepsOf } from '@edda/sagas';
import type { CitedClaim, Inquiry, ResearchState } from '../research-state.js';
import { cancelTask, requestTask } from './request-task.js';

const { forEach } = stepsOf<ResearchState>();

interface Analysis {
  answered: boolean;
  claims: CitedClaim[];
  /** Whether there were more passages than the analyzer looked at. */
  more?: boolean;
}

/** An analyzer per sub-question chooses among what was found, and selects the claims. */
export const analyseStep = forEach<Inquiry, Analysis>('analyse', {
  items: ({ inquiries }) => inquiries.filter(({ settled }) => !settled),
  each: {
    command: ({ readable }, { subQuestion, candidates = [], breadth = 1, rejected = [] }, execution) =>
      requestTask(execution, 'analyse', 'analyzer', {
        subQuestion,
        candidates,
        breadth,
        rejected,
        // All of them: how telling a word is depends on how rare it is in the sources.
        contentIds: readable,
      }),
    release: (_state, _inquiry, execution, reason) => cancelTask(execution, reason),
  },
  apply: (state, outcomes) => {
    const results = new Map(outcomes.map((outcome) => [outcome.item.subQuestion, outcome]));
    const inquiries = state.inquiries.map(({ candidates: _looked, ...inquiry }) => {
      const outcome = results.get(inquiry.subQuestion);
      if (!outcome?.ok) return inquiry;
      const { answered, claims, more } = outcome.result;
      return { ...inquiry, answered, claims, more: inquiry.more === true || more === true };
    });
    return { ...state, inquiries };
  },
});
