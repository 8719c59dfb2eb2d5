import { stepsOf } from '@edda/sagas';
import type { Candidates, ResearchState } from '../research-state.js';
import { joinCandidates } from './join-candidates.js';
import { cancelTask, requestTask } from './request-task.js';
import { partsOf } from './source-parts.js';

const { forEach } = stepsOf<ResearchState>();

/** One researcher's part: some of the sources, for one sub-question. */
interface Branch {
  inquiry: number;
  subQuestion: string;
  breadth: number;
  within: string[];
}

interface Found {
  candidates: Candidates[];
  /** Whether there were more than the researcher gives. */
  cut: boolean;
}

/** For every sub-question, a researcher per part of the sources looks for stretches that may hold the answer. */
export const gatherStep = forEach<Branch, Found>('gather', {
  items: branchesOf,
  each: {
    command: ({ readable }, { subQuestion, within, breadth }, execution) =>
      // All of the contents: how telling a word is depends on how rare it is in the sources.
      requestTask(execution, 'gather', 'researcher', { subQuestion, contentIds: readable, within, breadth }),
    release: (_state, _branch, execution, reason) => cancelTask(execution, reason),
  },
  apply: (state, outcomes) => {
    const inquiries = state.inquiries.map((inquiry, index) => {
      if (inquiry.settled) return inquiry;
      const found = outcomes.flatMap((outcome) =>
        outcome.item.inquiry === index && outcome.ok ? [outcome.result] : [],
      );
      const { candidates, cut } = joinCandidates(found, inquiry.breadth ?? 1);
      return { ...inquiry, candidates, more: cut };
    });
    return { ...state, inquiries };
  },
});

function branchesOf({ inquiries, readable }: ResearchState): Branch[] {
  const parts = partsOf(readable);
  return inquiries.flatMap(({ subQuestion, breadth = 1, settled }, inquiry) =>
    settled ? [] : parts.map((within) => ({ inquiry, subQuestion, breadth, within })),
  );
}
