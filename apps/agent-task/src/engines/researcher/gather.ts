import { isNumber } from '../language/numbers.js';
import type { Question } from '../question/question.js';
import { vocabulary } from '../text/vocabulary.js';
import { parseQuestion } from '../question/parse-question.js';
import { comparePlaces } from '../text/ordering.js';
import type { Passage } from '../text/passage.js';
import { indexCache } from '../text/index-cache.js';
import type { TextDocument } from '../text/text-document.js';
import { uniqueDocuments } from '../text/unique-documents.js';
import { diversify } from './diversify.js';
import { matchVocabulary, queryTerms } from './query-terms.js';
import { inverseFrequencies, scoreWindows, sentenceFrequencies, type ScoredWindow } from './window-scores.js';

/** What the researcher is given. */
export interface GatherInput {
  readonly subQuestion: string;
  readonly documents: readonly TextDocument[];
}

/** What the researcher finds: the best passages first, at most {@link MAX_PASSAGES}. */
export interface GatherResult {
  readonly passages: readonly Passage[];
}

/** Most passages of one sub-question. */
export const MAX_PASSAGES = 24;
const CANDIDATES = 200;

/**
 * Finds the passages that may answer a sub-question: windows of three sentences ranked by BM25 over word stems, word
 * families and synonyms, then thinned out so that they differ. Equal texts count once; the order of the documents
 * does not matter.
 */
export function gather({ subQuestion, documents }: GatherInput): GatherResult {
  indexCache.prepare();
  const question = parseQuestion(subQuestion);
  const terms = queryTerms(question);
  const unique = uniqueDocuments(documents);
  if (terms.length === 0 || unique.length === 0) return { passages: [] };
  const indexes = unique.map((document) => indexCache.get(document));
  const matches = matchVocabulary(terms);
  const frequencies = indexes.map((index) => sentenceFrequencies(index, matches, terms.length));
  const inverse = inverseFrequencies(frequencies, terms.length);
  const sentences = indexes.reduce((sum, index) => sum + index.places.length, 0);
  const words = indexes.reduce((sum, index) => sum + index.words.length, 0);
  const averageWords = Math.max(1, (3 * words) / Math.max(1, sentences));
  const wanted = asksForNumber(question) ? (word: number) => isNumber(vocabulary.wordAt(word)) : null;
  const scored = indexes.flatMap((index, document) =>
    scoreWindows(document, index, frequencies[document] ?? [], terms, inverse, averageWords, wanted),
  );
  const place = (window: ScoredWindow): Passage => passageOf(window, unique);
  const sorted = topWindows(scored, place);
  return { passages: diversify(sorted, indexes, MAX_PASSAGES).map(place) };
}

/** A window without a number is a poorer place to look for an amount or a date. */
function asksForNumber({ expected }: Question): boolean {
  return expected.kind === 'count' || expected.kind === 'measure' || expected.kind === 'time';
}

/** The best windows, best first; equal scores by (sha256, start). */
function topWindows(scored: ScoredWindow[], place: (window: ScoredWindow) => Passage): ScoredWindow[] {
  const ordered = scored.sort((left, right) => right.score - left.score);
  const least = ordered[Math.min(CANDIDATES, ordered.length) - 1]?.score ?? 0;
  return ordered
    .filter((window) => window.score >= least)
    .map((window) => ({ window, place: place(window) }))
    .sort((left, right) => right.window.score - left.window.score || comparePlaces(left.place, right.place))
    .slice(0, CANDIDATES)
    .map(({ window }) => window);
}

function passageOf(window: ScoredWindow, documents: readonly TextDocument[]): Passage {
  const document = documents[window.document];
  const start = document?.sentences[window.first]?.[0];
  const end = document?.sentences[window.last]?.[1];
  if (document === undefined || start === undefined || end === undefined)
    throw new RangeError(`No sentence ${String(window.first)} in document ${String(window.document)}.`);
  const { contentId, source, sha256 } = document;
  return { contentId, source, sha256, start, end, score: Math.round(window.score * 1e6) / 1e6 };
}
