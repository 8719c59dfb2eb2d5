import type { DocumentIndex } from '../text/document-index.js';
import type { QueryTerm } from './query-terms.js';

/** A run of sentences of one document with its score. */
export interface ScoredWindow {
  readonly document: number;
  readonly first: number;
  /** Index of the last sentence, inclusive. */
  readonly last: number;
  readonly score: number;
}

/** Sentences in a window. */
const WIDTH = 3;
/** What is left of the score of a window that holds no word of the kind wanted. */
const UNFIT = 0.85;
const K1 = 1.2;
const B = 0.4;
const HEADING_SHARE = 0.5;
/** The sentences that open a section are the likeliest to be about what its heading names. */
const OPENING_SHARE = 1;
/** Share of the score that the best single sentence adds: an answer usually has its words close together. */
const FOCUS = 0.6;

type Matches = readonly (Float32Array | undefined)[];

/** How often each term occurs in each sentence of one document, as strengths. */
export function sentenceFrequencies(
  index: DocumentIndex,
  matches: Matches,
  terms: number,
): (Float32Array | undefined)[] {
  const rows: (Float32Array | undefined)[] = new Array<Float32Array | undefined>(index.places.length);
  for (let sentence = 0; sentence < index.places.length; sentence += 1) {
    const to = index.firstWord[sentence + 1] ?? 0;
    for (let at = index.firstWord[sentence] ?? 0; at < to; at += 1) {
      const strengths = matches[index.words[at] ?? -1];
      if (strengths === undefined) continue;
      const row = (rows[sentence] ??= new Float32Array(terms));
      for (let term = 0; term < terms; term += 1) row[term] = (row[term] ?? 0) + (strengths[term] ?? 0);
    }
  }
  return rows;
}

/** Inverse sentence frequency of each term over the whole collection. */
export function inverseFrequencies(
  all: readonly (readonly (Float32Array | undefined)[])[],
  terms: number,
): Float64Array {
  const found = new Float64Array(terms);
  let sentences = 0;
  for (const rows of all) {
    sentences += rows.length;
    for (const row of rows)
      for (let term = 0; row !== undefined && term < terms; term += 1)
        if ((row[term] ?? 0) >= 0.7) found[term] = (found[term] ?? 0) + 1;
  }
  return found.map((count) => Math.log(1 + (sentences - count + 0.5) / (count + 0.5)));
}

/** BM25 scores of the windows of one document that hold any term; headings above a window count in part; a window without a `wanted` word loses a little. */
export function scoreWindows(
  document: number,
  index: DocumentIndex,
  rows: readonly (Float32Array | undefined)[],
  terms: readonly QueryTerm[],
  inverse: Float64Array,
  averageWords: number,
  wanted: ((word: number) => boolean) | null,
): ScoredWindow[] {
  const windows: ScoredWindow[] = [];
  for (let first = 0; first < rows.length; first += 1) {
    if (index.places[first]?.heading === true) continue;
    const last = windowEnd(index, first);
    const sums = new Float32Array(terms.length);
    let any = false;
    let focus = 0;
    for (let sentence = first; sentence <= last; sentence += 1) {
      const row = rows[sentence];
      if (row === undefined) continue;
      any = true;
      focus = Math.max(focus, weigh(row, terms, inverse, 0));
      for (let term = 0; term < terms.length; term += 1) sums[term] = (sums[term] ?? 0) + (row[term] ?? 0);
    }
    const above = index.places[first]?.headings ?? [];
    const share = index.places[first - 1]?.heading === true ? OPENING_SHARE : HEADING_SHARE;
    const headingRows = above.map((heading) => rows[heading]).filter((row) => row !== undefined);
    if (!any && headingRows.length === 0) continue;
    for (const row of headingRows)
      for (let term = 0; term < terms.length; term += 1)
        sums[term] = (sums[term] ?? 0) + share * Math.min(1, row[term] ?? 0);
    const length = (index.firstWord[last + 1] ?? 0) - (index.firstWord[first] ?? 0);
    const norm = K1 * (1 - B + (B * length) / averageWords);
    const score = weigh(sums, terms, inverse, norm) + FOCUS * focus;
    const fits =
      wanted === null || index.words.subarray(index.firstWord[first], index.firstWord[last + 1]).some(wanted);
    if (score > 0) windows.push({ document, first, last, score: rounded(fits ? score : score * UNFIT) });
  }
  return windows;
}

/** To what is written down, so that windows compare the same before and after. */
function rounded(score: number): number {
  return Math.round(score * 1e6) / 1e6;
}

function windowEnd(index: DocumentIndex, first: number): number {
  const section = index.places[first]?.section;
  let last = first;
  while (last + 1 < index.places.length && last + 1 < first + WIDTH && index.places[last + 1]?.section === section)
    last += 1;
  return last;
}

/** Sum over the terms; `norm` 0 caps each term at one full match instead of the BM25 saturation. */
function weigh(row: Float32Array, terms: readonly QueryTerm[], inverse: Float64Array, norm: number): number {
  let sum = 0;
  for (const [index, term] of terms.entries()) {
    const frequency = row[index] ?? 0;
    if (frequency <= 0) continue;
    const saturated = norm === 0 ? Math.min(1, frequency) : (frequency * (K1 + 1)) / (frequency + norm);
    sum += term.weight * (inverse[index] ?? 0) * saturated;
  }
  return sum;
}
