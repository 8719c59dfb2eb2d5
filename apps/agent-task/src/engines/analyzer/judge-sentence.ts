import type { Question } from '../question/question.js';
import { attachment } from './attachment.js';
import { coverageOf, predicateStrength, thingsMet, topicOf } from './coverage.js';
import { doubts } from './doubts.js';
import { evidenceFor } from './evidence.js';
import { matchQuestion } from './match-question.js';
import type { UnitMatch } from './match-unit.js';
import type { SentenceView } from './sentence-view.js';
import type { Rarity } from './term-weights.js';
import { isSpecific, isThing } from './unit-kinds.js';
import { leastEvidence, mayStayUnsaid } from './unsaid-predicate.js';

/** How well one sentence answers a question, with what that rests on. */
export interface Judgement {
  /** 0..1; 0 when a condition that every answer has to meet is not met. */
  readonly score: number;
  /** 0..1, share of the question's phrases that are met. */
  readonly coverage: number;
  /** 0..1, whether the kind of answer is there. */
  readonly evidence: number;
  /** Why the score is 0, or null. */
  readonly rejected: string | null;
}

const LEAST_PREDICATE = 0.4;

const LEAST_SPECIFIC = 0.3;

const LEAST_UNIT = 0.25;

/** Mean value that the nouns and names of the question have to reach. */
const LEAST_THINGS = 0.45;

/** Evidence of a reason without a predicate that it could be the reason for. */
const CLEAR_REASON = 0.75;

/** Judges one sentence; `following` is the next sentence of the section, where a reason may stand. */
export function judgeSentence(
  question: Question,
  view: SentenceView,
  following: SentenceView | null,
  rarity: Rarity,
): Judgement {
  const matches = matchQuestion(question, view);
  const reject = (rejected: string, coverage = 0, evidence = 0): Judgement => ({
    score: 0,
    coverage,
    evidence,
    rejected,
  });
  if (matches.length === 0) return reject('no content word');
  const isTopic = topicOf(matches, rarity);
  const predicate = matches.find((match) => match.unit.predicate);
  const predicateValue = predicate === undefined ? 1 : predicateStrength(predicate, view);
  const unsaid = predicate !== undefined && !predicate.unit.light && predicateValue < LEAST_PREDICATE;
  const coverage = coverageOf(matches, view, isTopic, rarity);
  if (unsaid && !mayStayUnsaid(question, matches, rarity))
    return reject(`predicate ${predicate.unit.head.word}`, coverage);
  const specific = matches.find(
    (match) => isSpecific(match.unit) && match.value < LEAST_SPECIFIC && !isTopic(match.unit),
  );
  if (specific !== undefined) return reject(`specific ${specific.unit.head.word}`, coverage);
  const missing = matches.filter(
    (match) =>
      !match.unit.light &&
      match.value < LEAST_UNIT &&
      match.unit.kind !== 'adjective' &&
      match.unit.circumstance !== true &&
      !isTopic(match.unit),
  );
  if (missing.length > 1) return reject(`missing ${missing.map((match) => match.unit.head.word).join(' ')}`, coverage);
  if (thingsMet(matches, isTopic, rarity) < LEAST_THINGS) return reject('about something else', coverage);
  const predicateHere = predicate !== undefined && !predicate.unit.light && predicate.own >= 0.6;
  const evidence = evidenceFor({ question, view, following, predicateHere });
  if (evidence === 0) return reject(`no ${question.expected.kind}`, coverage);
  if (question.expected.kind === 'reason' && evidence < CLEAR_REASON && (predicate?.unit.light ?? true))
    return reject('no clear reason', coverage, evidence);
  if (unsaid && evidence < leastEvidence(question))
    return reject(`predicate ${predicate.unit.head.word}`, coverage, evidence);
  if (!speaksOf(question, matches, view, evidence)) return reject('nothing of its own', coverage, evidence);
  const score =
    coverage *
    (0.55 + 0.45 * evidence) *
    attachment(question, predicate, matches, view, isTopic) *
    doubts(question, predicate, matches, view);
  return { score, coverage, evidence, rejected: null };
}

/** The sentence itself has to meet a phrase; after a pronoun or under a heading a light or narrowing word is enough. */
function speaksOf(question: Question, matches: readonly UnitMatch[], view: SentenceView, evidence: number): boolean {
  const identity =
    /^(?:person|name|definition)$/.test(question.expected.kind) && !matches.some((match) => match.unit.predicate);
  if (identity)
    return matches.some((match) => !match.unit.light && (match.full >= 0.7 || (match.headed && evidence >= 0.85)));
  if (matches.some((match) => !match.unit.light && match.own >= 0.5)) return true;
  const headed = matches.some((match) => isThing(match.unit) && match.headed);
  return evidence >= 0.8 && (headed || view.opening === 'pronoun' || matches.some((match) => match.at.length > 0));
}
