import { choosePassages } from '../researcher/choose-passages.js';
import type { Candidates } from '../researcher/candidates.js';
import type { TextDocument } from '../text/text-document.js';
import { analyse, type AnalyseResult, type Span } from './analyse.js';

/** What an analyzer is given when several researchers have looked for one sub-question. */
export interface AnalyseCandidatesInput {
  readonly subQuestion: string;
  /** What all of them have found. */
  readonly candidates: readonly Candidates[];
  /** How widely they have searched: 1 to 3. */
  readonly breadth: number;
  /** Sentences that a review has taken out of a draft: they are no claims again. */
  readonly rejected?: readonly Span[];
  readonly documents: readonly TextDocument[];
}

export interface AnalyseCandidatesResult extends AnalyseResult {
  /** Whether there were more passages than were looked at. */
  readonly more: boolean;
}

/** Chooses the passages among the candidates, and the claims among their sentences. */
export function analyseCandidates(input: AnalyseCandidatesInput): AnalyseCandidatesResult {
  const { subQuestion, candidates, breadth, rejected, documents } = input;
  const { passages, more } = choosePassages(candidates, documents, breadth);
  return { ...analyse({ subQuestion, passages, documents, rejected }), more };
}
