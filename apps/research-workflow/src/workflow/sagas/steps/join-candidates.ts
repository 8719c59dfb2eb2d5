import type { Candidates } from '../research-state.js';

/** As many as the analyzer chooses among: 200 at first, three times as many with each widening. */
const MOST = 200;
const WIDER = 3;

/**
 * Puts together what the researchers found in their parts: the best of all, as if one had looked through everything. Their
 * scores compare, because each measured them in the whole collection.
 */
export function joinCandidates(
  found: readonly { candidates: readonly Candidates[]; cut: boolean }[],
  breadth: number,
): { candidates: Candidates[]; cut: boolean } {
  const most = MOST * WIDER ** (breadth - 1);
  const all = found.flatMap(({ candidates }) =>
    candidates.flatMap((document) => document.windows.map((window) => ({ document, window }))),
  );
  const best = all
    .sort(
      (left, right) =>
        right.window[2] - left.window[2] ||
        compare(left.document.sha256, right.document.sha256) ||
        left.window[0] - right.window[0] ||
        compare(left.document.source, right.document.source),
    )
    .slice(0, most);
  const joined = new Map<string, Candidates>();
  for (const { document, window } of best) {
    const known = joined.get(document.contentId);
    if (known) known.windows.push(window);
    else joined.set(document.contentId, { ...document, windows: [window] });
  }
  return { candidates: [...joined.values()], cut: all.length > most || found.some(({ cut }) => cut) };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
