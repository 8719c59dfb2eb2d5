import { isNumber } from '../language/numbers.js';
import { parseQuestion } from '../question/parse-question.js';
import type { Question } from '../question/question.js';
import type { DocumentIndex } from '../text/document-index.js';
import { indexCache } from '../text/index-cache.js';
import { comparePlaces } from '../text/ordering.js';
import type { Passage } from '../text/passage.js';
import type { TextDocument } from '../text/text-document.js';
import { uniqueDocuments } from '../text/unique-documents.js';
import { vocabulary } from '../text/vocabulary.js';
import { matchVocabulary, queryTerms } from './query-terms.js';
import { inverseFrequencies, scoreWindows, sentenceFrequencies, type ScoredWindow } from './window-scores.js';

/** The windows of a collection that may answer, with what is needed to choose among them. */
export interface RankedWindows {
  /** Best first; equal scores by place. */
  readonly windows: readonly ScoredWindow[];
  /** Each text once; the windows name them by their place in it. */
  readonly documents: readonly TextDocument[];
  readonly indexes: readonly DocumentIndex[];
}

/**
 * Ranks windows of three sentences by BM25 over word stems, word families and synonyms. Equal texts count once; the order
 * of the documents does not matter.
 *
 * @param within contents whose windows are wanted, all of them unless given; how rare a word is counts in all documents, so
 *   that a window scores the same whichever others are wanted
 */
export function rankWindows(
  subQuestion: string,
  documents: readonly TextDocument[],
  most: number,
  within?: ReadonlySet<string>,
): RankedWindows {
  indexCache.prepare();
  const question = parseQuestion(subQuestion);
  const terms = queryTerms(question);
  const unique = uniqueDocuments(documents);
  if (terms.length === 0 || unique.length === 0) return { windows: [], documents: unique, indexes: [] };
  const indexes = unique.map((document) => indexCache.get(document));
  const matches = matchVocabulary(terms);
  const frequencies = indexes.map((index) => sentenceFrequencies(index, matches, terms.length));
  const inverse = inverseFrequencies(frequencies, terms.length);
  const sentences = indexes.reduce((sum, index) => sum + index.places.length, 0);
  const words = indexes.reduce((sum, index) => sum + index.words.length, 0);
  const averageWords = Math.max(1, (3 * words) / Math.max(1, sentences));
  const wanted = asksForNumber(question) ? (word: number) => isNumber(vocabulary.wordAt(word)) : null;
  const scored = indexes.flatMap((index, document) =>
    within?.has(unique[document]?.contentId ?? '') === false
      ? []
      : scoreWindows(document, index, frequencies[document] ?? [], terms, inverse, averageWords, wanted),
  );
  return { windows: bestWindows(scored, unique, most), documents: unique, indexes };
}

/** The best windows, best first; equal scores by place. */
export function bestWindows(
  scored: readonly ScoredWindow[],
  documents: readonly TextDocument[],
  most: number,
): ScoredWindow[] {
  const ordered = [...scored].sort((left, right) => right.score - left.score);
  const least = ordered[Math.min(most, ordered.length) - 1]?.score ?? 0;
  return ordered
    .filter((window) => window.score >= least)
    .map((window) => ({ window, place: passageOf(window, documents) }))
    .sort((left, right) => right.window.score - left.window.score || comparePlaces(left.place, right.place))
    .slice(0, most)
    .map(({ window }) => window);
}

/** A window by its place in the text. */
export function passageOf(window: ScoredWindow, documents: readonly TextDocument[]): Passage {
  const document = documents[window.document];
  const start = document?.sentences[window.first]?.[0];
  const end = document?.sentences[window.last]?.[1];
  if (document === undefined || start === undefined || end === undefined)
    throw new RangeError(`No sentence ${String(window.first)} in document ${String(window.document)}.`);
  const { contentId, source, sha256 } = document;
  return { contentId, source, sha256, start, end, score: window.score };
}

/** A window without a number is a poorer place to look for an amount or a date. */
function asksForNumber({ expected }: Question): boolean {
  return expected.kind === 'count' || expected.kind === 'measure' || expected.kind === 'time';
}
