import { parseQuestion } from '../question/parse-question.js';
import { indexCache } from '../text/index-cache.js';
import type { Claim } from '../text/claim.js';
import type { Passage } from '../text/passage.js';
import type { TextDocument } from '../text/text-document.js';
import { uniqueDocuments } from '../text/unique-documents.js';
import { judgePlain } from './judge-plain.js';
import { judgeSentence, type Judgement } from './judge-sentence.js';
import { repeatsQuestion } from './repeats-question.js';
import { selectClaims, type ScoredSentence } from './select-claims.js';
import { SentenceViews, type SentenceView } from './sentence-view.js';
import { measureRarity } from './term-weights.js';

/** What the analyzer is given: the passages found for a sub-question and the documents they lie in. */
export interface AnalyseInput {
  readonly subQuestion: string;
  readonly passages: readonly Passage[];
  readonly documents: readonly TextDocument[];
  /** Sentences that are no claims. */
  readonly rejected?: readonly Span[];
}

/** A stretch of a content, in UTF-16 units of its text. */
export interface Span {
  readonly contentId: string;
  readonly start: number;
  readonly end: number;
}

/** Whether the passages answer the sub-question, and the sentences that do. */
export interface AnalyseResult {
  readonly answered: boolean;
  /** Best first; empty when nothing answers. */
  readonly claims: readonly Claim[];
  /** Why nothing answers, for people. */
  readonly reason?: string;
}

/** Least score of a sentence that answers. */
export const LEAST_SCORE = 0.58;
/** Least score of a further claim beside one that answers. */
const LEAST_FURTHER = 0.5;

/**
 * Selects the sentences that answer a sub-question. A sentence answers when it holds an answer of the kind asked for,
 * says the same predicate, and is about the same things; words in common are not enough.
 */
export function analyse(input: AnalyseInput): AnalyseResult {
  const judged = judgePassages(input);
  const answers = judged
    .filter(({ view, judgement }) => judgement.score >= LEAST_FURTHER && !repeatsQuestion(input.subQuestion, view.text))
    .filter(({ view }) => !input.rejected?.some((span) => isSame(span, view)))
    .map(({ view, judgement }): ScoredSentence => ({ view, score: Math.min(1, judgement.score) }));
  if (answers.some(({ score }) => score >= LEAST_SCORE)) return { answered: true, claims: selectClaims(answers) };
  const reason =
    judged.length === 0
      ? 'No passage shares a word with the question.'
      : 'Passages share words with the question, but none of them answers it.';
  return { answered: false, claims: [], reason };
}

function isSame(span: Span, { document, sentence }: SentenceView): boolean {
  const [start, end] = document.sentences[sentence] ?? [];
  return span.contentId === document.contentId && span.start === start && span.end === end;
}

/** A sentence with its judgement. */
export interface JudgedSentence {
  readonly view: SentenceView;
  readonly judgement: Judgement;
}

/** Judges every sentence of the passages and those next to them. */
export function judgePassages({ subQuestion, passages, documents }: AnalyseInput): JudgedSentence[] {
  indexCache.prepare();
  const question = parseQuestion(subQuestion);
  const unique = uniqueDocuments(documents);
  const rarity = measureRarity(question.units, unique);
  const views = new SentenceViews();
  return candidates(passages, documents, unique).map(({ document, sentence }) => {
    const view = views.view(document, sentence);
    const places = indexCache.get(document).places;
    const next = places[sentence + 1];
    const following =
      next !== undefined && !next.heading && next.section === places[sentence]?.section
        ? views.view(document, sentence + 1)
        : null;
    return {
      view,
      judgement: question.english ? judgeSentence(question, view, following, rarity) : judgePlain(subQuestion, view),
    };
  });
}

interface Candidate {
  readonly document: TextDocument;
  readonly sentence: number;
}

/** The sentences of the passages and one on either side, without headings, each once. */
function candidates(
  passages: readonly Passage[],
  documents: readonly TextDocument[],
  unique: readonly TextDocument[],
): Candidate[] {
  const byContent = new Map(documents.map((document) => [document.contentId, document]));
  const byText = new Map(unique.map((document) => [document.textSha256, document]));
  const found = new Map<string, Candidate>();
  for (const passage of passages) {
    const document = byText.get(byContent.get(passage.contentId)?.textSha256 ?? '');
    if (document === undefined) continue;
    const { places } = indexCache.get(document);
    const first = document.sentences.findIndex(([, end]) => end > passage.start);
    const last = document.sentences.findLastIndex(([start]) => start < passage.end);
    if (first < 0) continue;
    for (let sentence = Math.max(0, first - 1); sentence <= Math.min(places.length - 1, last + 1); sentence += 1) {
      if (places[sentence]?.heading === false)
        found.set(`${document.textSha256}:${String(sentence)}`, { document, sentence });
    }
  }
  return [...found.values()];
}
