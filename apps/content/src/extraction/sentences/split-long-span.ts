import type { SentenceSpan } from '../extraction-result.js';

/** In UTF-16 code units. Longer sentences (legal prose, tables, minified text) are cut at the best place before. */
export const MAXIMUM_SENTENCE_LENGTH = 1000;

/** From the best place to cut to the worst. */
const BREAKS: readonly RegExp[] = [/\n/g, /[;；] ?|: /g, /[,，、] ?| [–—] /g, /\s/g];

/** Cuts `[start, end)` into pieces of at most `MAXIMUM_SENTENCE_LENGTH`, each but the last at least half as long. */
export function splitLongSpan(text: string, start: number, end: number): SentenceSpan[] {
  const pieces: SentenceSpan[] = [];
  let from = start;
  while (end - from > MAXIMUM_SENTENCE_LENGTH) {
    const cut = bestCut(text, from);
    pieces.push([from, cut]);
    from = cut;
  }
  pieces.push([from, end]);
  return pieces;
}

function bestCut(text: string, from: number): number {
  const earliest = from + MAXIMUM_SENTENCE_LENGTH / 2;
  const window = text.slice(earliest, from + MAXIMUM_SENTENCE_LENGTH);
  for (const pattern of BREAKS) {
    const last = [...window.matchAll(pattern)].at(-1);
    if (last) return earliest + last.index + last[0].length;
  }
  const hardCut = from + MAXIMUM_SENTENCE_LENGTH;
  const cutsPair = /[\ud800-\udbff]/.test(text.charAt(hardCut - 1));
  return cutsPair ? hardCut - 1 : hardCut;
}
