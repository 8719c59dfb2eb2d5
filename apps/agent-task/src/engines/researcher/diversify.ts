import type { DocumentIndex } from '../text/document-index.js';
import { vocabulary } from '../text/vocabulary.js';
import { STOP_WORDS } from '../language/stop-words.js';
import type { ScoredWindow } from './window-scores.js';

const RELEVANCE = 0.75;

/**
 * Maximal marginal relevance: from windows sorted best first, up to `limit` that are good and unlike those already
 * taken. A window that overlaps a taken one is left out. Equal values keep the given order.
 */
export function diversify(
  windows: readonly ScoredWindow[],
  indexes: readonly DocumentIndex[],
  limit: number,
): ScoredWindow[] {
  const best = windows[0]?.score ?? 1;
  const words = windows.map((window) => contentWords(window, indexes));
  const nearest = windows.map(() => 0);
  const open = new Set(windows.keys());
  const taken: ScoredWindow[] = [];
  while (taken.length < limit && open.size > 0) {
    let choice = -1;
    let value = -Infinity;
    for (const at of open) {
      const marginal = (RELEVANCE * (windows[at]?.score ?? 0)) / best - (1 - RELEVANCE) * (nearest[at] ?? 0);
      if (marginal > value + 1e-9) [choice, value] = [at, marginal];
    }
    const chosen = windows[choice];
    if (chosen === undefined) break;
    taken.push(chosen);
    open.delete(choice);
    for (const at of open) {
      const other = windows[at];
      if (other !== undefined && overlaps(other, chosen)) open.delete(at);
      else nearest[at] = Math.max(nearest[at] ?? 0, similarity(words[at], words[choice]));
    }
  }
  return taken;
}

function overlaps(left: ScoredWindow, right: ScoredWindow): boolean {
  return left.document === right.document && left.first <= right.last && right.first <= left.last;
}

function contentWords(window: ScoredWindow, indexes: readonly DocumentIndex[]): Set<number> {
  const index = indexes[window.document];
  if (index === undefined) return new Set();
  const words = index.words.subarray(index.firstWord[window.first], index.firstWord[window.last + 1]);
  return new Set([...words].filter((word) => !STOP_WORDS.has(vocabulary.wordAt(word))));
}

function similarity(left: Set<number> | undefined, right: Set<number> | undefined): number {
  if (left === undefined || right === undefined || left.size === 0 || right.size === 0) return 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared += 1;
  return shared / (left.size + right.size - shared);
}
