import type { TextDocument } from '../text/text-document.js';
import { mostCandidates } from './breadth.js';
import { candidatesOf, type Candidates } from './candidates.js';
import { rankWindows } from './rank-windows.js';

/** What a researcher is given who looks through a part of the sources. */
export interface SurveyInput {
  readonly subQuestion: string;
  /** All of them: how telling a word is depends on how rare it is in the whole collection. */
  readonly documents: readonly TextDocument[];
  /** The contents to look through. */
  readonly within: readonly string[];
  /** How widely to search: 1 to 3. */
  readonly breadth: number;
}

/** What is found: the best windows, to be put together with those of the other parts. */
export interface SurveyResult {
  readonly candidates: readonly Candidates[];
  /** Whether there were more than were wanted. */
  readonly cut: boolean;
}

/** Finds the windows in some of the sources that may answer a sub-question. */
export function survey({ subQuestion, documents, within, breadth }: SurveyInput): SurveyResult {
  const most = mostCandidates(breadth);
  // One more than is wanted tells whether there are more.
  const ranked = rankWindows(subQuestion, documents, most + 1, new Set(within));
  return {
    candidates: candidatesOf(ranked.windows.slice(0, most), ranked.documents),
    cut: ranked.windows.length > most,
  };
}
