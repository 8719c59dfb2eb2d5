import { indexCache } from '../text/index-cache.js';
import type { Passage } from '../text/passage.js';
import type { TextDocument } from '../text/text-document.js';
import { mostCandidates, mostPassages } from './breadth.js';
import { windowsOf, type Candidates } from './candidates.js';
import { diversify } from './diversify.js';
import { bestWindows, passageOf } from './rank-windows.js';

/**
 * Chooses the passages to look at among the candidates of all parts: the same as if one researcher had looked through
 * everything.
 */
export function choosePassages(
  candidates: readonly Candidates[],
  documents: readonly TextDocument[],
  breadth: number,
): { readonly passages: readonly Passage[]; readonly more: boolean } {
  indexCache.prepare();
  const found = windowsOf(candidates, documents);
  const best = bestWindows(found.windows, found.documents, mostCandidates(breadth));
  const indexes = found.documents.map((document) => indexCache.get(document));
  const most = mostPassages(breadth);
  // One more than is wanted tells whether there are more; the ones before it are the same either way.
  const chosen = diversify(best, indexes, most + 1);
  const passages = chosen.slice(0, most).map((window) => passageOf(window, found.documents));
  return { passages, more: chosen.length > most || best.length < found.windows.length };
}
