import type { Passage } from '../text/passage.js';
import type { TextDocument } from '../text/text-document.js';
import { mostCandidates, mostPassages } from './breadth.js';
import { diversify } from './diversify.js';
import { passageOf, rankWindows } from './rank-windows.js';

/** What the researcher is given. */
export interface GatherInput {
  readonly subQuestion: string;
  readonly documents: readonly TextDocument[];
}

/** What the researcher finds: the best passages first, at most {@link MAX_PASSAGES}. */
export interface GatherResult {
  readonly passages: readonly Passage[];
}

/** Finds the passages that may answer a sub-question: the best windows, thinned out so that they differ. */
export function gather({ subQuestion, documents }: GatherInput): GatherResult {
  const ranked = rankWindows(subQuestion, documents, mostCandidates(1));
  const chosen = diversify(ranked.windows, ranked.indexes, mostPassages(1));
  return { passages: chosen.map((window) => passageOf(window, ranked.documents)) };
}
