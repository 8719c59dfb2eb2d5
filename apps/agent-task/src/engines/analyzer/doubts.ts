import { isOrdinal } from '../language/numbers.js';
import { oppositeKeys } from '../language/opposites.js';
import { wordKeys } from '../language/word-keys.js';
import type { Question } from '../question/question.js';
import type { UnitMatch } from './match-unit.js';
import type { SentenceView } from './sentence-view.js';

const NEGATED = 0.65;

const CONTRARY = 0.8;

const OTHER_ORDINAL = 0.7;

const CODE = 0.75;

const FAR_APART = 14;

const LONG = 700;

/** 1 when nothing speaks against the sentence, less for each thing that does: it is multiplied with the score. */
export function doubts(
  question: Question,
  predicate: UnitMatch | undefined,
  matches: readonly UnitMatch[],
  view: SentenceView,
): number {
  return (
    apartness(matches) *
    ordinals(question, view) *
    contrary(question, view) *
    negated(question, predicate, view) *
    prose(view) *
    (view.text.length > LONG ? 0.9 : 1)
  );
}

/** "the second hook" is no answer about the first one. */
function ordinals(question: Question, view: SentenceView): number {
  const asked = [...question.words].filter((word) => isOrdinal(word) || word === 'last');
  if (asked.length === 0) return 1;
  const said = view.words.filter((word) => isOrdinal(word.lower) || word.lower === 'last').map((word) => word.lower);
  return said.length === 0 || asked.some((word) => said.includes(word)) ? 1 : OTHER_ORDINAL;
}

/** "The smallest range" is no answer about the largest one. */
function contrary(question: Question, view: SentenceView): number {
  const keys = new Set(view.words.flatMap((word) => word.keys));
  const against = [...question.words].some(
    (word) => [...oppositeKeys(word)].some((key) => keys.has(key)) && !wordKeys(word).some((key) => keys.has(key)),
  );
  return against && question.expected.kind !== 'yes-no' ? CONTRARY : 1;
}

/** "Has not been funded" does not say who funded it. */
function negated(question: Question, predicate: UnitMatch | undefined, view: SentenceView): number {
  const at = predicate?.at[0] ?? -1;
  if (at < 0 || !/^(?:person|time|place|count|measure|instance|name)$/.test(question.expected.kind)) return 1;
  if (/\b(?:not|never|no)\b|n't\b/i.test(question.text)) return 1;
  const before = view.words.slice(Math.max(0, at - 4), at).map((word) => word.lower);
  if (before.some((word) => /^(?:must|should|may|might|can|could)$/.test(word))) return 1;
  return before.slice(-3).some((word) => /^(?:not|never|cannot)$|n't$/.test(word)) ? NEGATED : 1;
}

/** Code is a poorer statement than a sentence. */
function prose(view: SentenceView): number {
  return /=>|[{};]\s*$|^\s*(?:const|let|var|import|export|function|await|return)\b|\)\s*\{|^\s*(?:\/\/|#!|\$ )/m.test(
    view.text,
  )
    ? CODE
    : 1;
}

/** Phrases met far from one another in a long sentence are less likely to belong together. */
function apartness(matches: readonly UnitMatch[]): number {
  const at = matches
    .filter((match) => match.own >= 0.5)
    .flatMap((match) => match.at)
    .sort((left, right) => left - right);
  const gaps = at.slice(1).map((position, index) => position - (at[index] ?? 0));
  return Math.max(0, ...gaps) > FAR_APART ? 0.85 : 1;
}
