import { isOrdinal } from '../language/numbers.js';
import { oppositeKeys } from '../language/opposites.js';
import { SOFT_MODIFIERS } from '../language/stop-words.js';
import { wordKeys } from '../language/word-keys.js';
import type { Question, Unit } from '../question/question.js';
import { evidenceFor } from './evidence.js';
import { isRole } from './role-words.js';
import { quantities } from './quantities.js';
import { matchUnit, type UnitMatch } from './match-unit.js';
import type { SentenceView } from './sentence-view.js';
import type { Rarity } from './term-weights.js';

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
const CONTEXT_PREDICATE = 0.75;
/** Value of a name met at the head of the document. */
const ABOUT = 0.6;
/** An unmet predicate counts less: where it is let pass, another verb says the same. */
const UNSAID = 0.7;
const IMPLIED = 0.7;
const COSTS = /^(?:costs?|pay|paid|charged?|charges)$/;
/** From this on a word is rare. */
const RARE = 0.55;
const TOPIC_VALUE = 0.6;
const CONTRARY = 0.8;
const OTHER_ORDINAL = 0.7;
const CODE = 0.75;
const OTHER_SUBJECT = 0.62;
const FAR_APART = 14;
const LONG = 700;

/** Judges one sentence; `following` is the next sentence of the section, where a reason may stand. */
export function judgeSentence(
  question: Question,
  view: SentenceView,
  following: SentenceView | null,
  rarity: Rarity,
): Judgement {
  const matches = impliedPredicate(
    question,
    view,
    withoutSharedWords(question.units.map((unit) => matchUnit(unit, view))),
  );
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
  if (
    unsaid &&
    !(isTyped(question) && saysAllElse(matches)) &&
    !(question.expected.kind === 'reason' && namesAll(matches, rarity))
  )
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
  if (unsaid && evidence < (question.expected.kind === 'reason' ? 0.9 : 0.8))
    return reject(`predicate ${predicate.unit.head.word}`, coverage, evidence);
  if (!speaksOf(question, matches, view, evidence)) return reject('nothing of its own', coverage, evidence);
  const score =
    coverage *
    (0.55 + 0.45 * evidence) *
    apartness(matches) *
    attachment(question, predicate, matches, view, isTopic) *
    ordinals(question, view) *
    contrary(question, view) *
    prose(view) *
    (view.text.length > LONG ? 0.9 : 1);
  return { score, coverage, evidence, rejected: null };
}

/**
 * A predicate that the sentence says in another way: a sum of money says what something costs, and "forbidden" answers
 * whether something is allowed.
 */
function impliedPredicate(question: Question, view: SentenceView, matches: readonly UnitMatch[]): readonly UnitMatch[] {
  const { expected } = question;
  const sum = expected.kind === 'measure' && expected.dimensions.includes('money') && namesSum(view);
  const things = matches.filter((match) => isThing(match.unit) && !match.unit.predicate);
  const priced = sum && things.length > 0 && things.every((match) => match.own >= 0.75);
  return matches.map((match) => {
    if (!match.unit.predicate || match.own >= IMPLIED) return match;
    const words = match.unit.head.word;
    const denied =
      expected.kind === 'yes-no' && view.words.some((word) => word.keys.some((key) => oppositeKeys(words).has(key)));
    const implied = denied || (priced && COSTS.test(words));
    return implied ? { ...match, own: IMPLIED, full: IMPLIED, value: IMPLIED } : match;
  });
}

function namesSum(view: SentenceView): boolean {
  return quantities(view.text, view.words).some(({ dimensions }) => dimensions.includes('money'));
}

/** A word that is a thing of the question cannot be a synonym of its predicate as well. */
function withoutSharedWords(matches: readonly UnitMatch[]): readonly UnitMatch[] {
  const exact = new Set(
    matches
      .filter((match) => isThing(match.unit) && !match.unit.predicate && match.own === 1)
      .flatMap((match) => match.at),
  );
  return matches.map((match) =>
    match.unit.predicate && match.own < 1 && match.at.some((at) => exact.has(at))
      ? { ...match, own: 0, full: 0, value: 0, at: [] }
      : match,
  );
}

/** Kinds of answers that can be told from other words: without its predicate only such a question can be answered. */
function isTyped(question: Question): boolean {
  return /^(?:count|measure|instance|name)$/.test(question.expected.kind);
}

/** At least two things of the question in the sentence itself and all of them met: then another verb may say the same. */
function saysAllElse(matches: readonly UnitMatch[]): boolean {
  const things = matches.filter((match) => isThing(match.unit) && !match.unit.predicate);
  const own = matches.filter((match) => match.unit.kind === 'noun' && !match.unit.predicate && match.own >= 0.6);
  return own.length >= 2 && things.every((match) => match.value >= 0.6);
}

/** Every thing of the question stands in the sentence itself, one of them a name or a rare word: a reason given there is one for it. */
function namesAll(matches: readonly UnitMatch[], rarity: Rarity): boolean {
  const things = matches.filter((match) => isThing(match.unit) && !match.unit.predicate);
  const telling = things.some(({ unit }) => unit.kind === 'name' || rarity.of(unit) >= RARE);
  return telling && things.every((match) => match.full >= 0.75);
}

/** The sentence itself has to meet a phrase; after a pronoun or under a heading a light or narrowing word is enough. */
function speaksOf(question: Question, matches: readonly UnitMatch[], view: SentenceView, evidence: number): boolean {
  const identity =
    /^(?:person|name|definition)$/.test(question.expected.kind) && !matches.some((match) => match.unit.predicate);
  if (identity) return matches.some((match) => !match.unit.light && match.full >= 0.7);
  if (matches.some((match) => !match.unit.light && match.own >= 0.5)) return true;
  const headed = matches.some((match) => isThing(match.unit) && match.headed);
  return evidence >= 0.8 && (headed || view.opening === 'pronoun' || matches.some((match) => match.at.length > 0));
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

/** Code is a poorer statement than a sentence. */
function prose(view: SentenceView): number {
  return /=>|[{};]\s*$|^\s*(?:const|let|var|import|export|function|await|return)\b|\)\s*\{|^\s*(?:\/\/|#!|\$ )/m.test(
    view.text,
  )
    ? CODE
    : 1;
}

function isNominal(unit: Unit): boolean {
  return unit.kind === 'noun' || unit.kind === 'name';
}

/** Mean value of the nouns and names of the question. */
function thingsMet(matches: readonly UnitMatch[], isTopic: (unit: Unit) => boolean, rarity: Rarity): number {
  const things = matches.filter(({ unit }) => isThing(unit) && !isTopic(unit));
  if (things.length === 0) return 1;
  const weight = ({ unit }: UnitMatch): number => rarity.of(unit) * (isRole(unit.head.word) ? 0.6 : 1);
  return (
    things.reduce((sum, match) => sum + match.value * weight(match), 0) /
    things.reduce((sum, match) => sum + weight(match), 0)
  );
}

/** Names, numbers and nouns narrowed by a name: an answer about another one is no answer. */
function isSpecific(unit: Unit): boolean {
  return unit.kind === 'name' || unit.kind === 'number' || unit.modifiers.some((modifier) => modifier.proper);
}

function predicateStrength(match: UnitMatch, view: SentenceView): number {
  const own = match.unit.kind === 'noun' ? match.full : match.own;
  return match.headed || view.opening === 'pronoun' ? Math.max(own, CONTEXT_PREDICATE * match.value) : own;
}

function coverageOf(
  matches: readonly UnitMatch[],
  view: SentenceView,
  isTopic: (unit: Unit) => boolean,
  rarity: Rarity,
): number {
  let met = 0;
  let total = 0;
  for (const match of matches) {
    const topic = isTopic(match.unit);
    const unsaid = match.unit.predicate && match.own === 0 ? UNSAID : 1;
    const weight = unitWeight(match.unit) * (0.5 + rarity.of(match.unit)) * (topic ? 0.5 : 1) * unsaid;
    const value = match.unit.predicate
      ? predicateStrength(match, view)
      : topic
        ? Math.max(match.value, TOPIC_VALUE)
        : match.value;
    met += weight * value;
    total += weight;
  }
  return total === 0 ? 0 : met / total;
}

/** What the collection is about need not be said again, unless a common noun is all that the question is about. */
function topicOf(matches: readonly UnitMatch[], rarity: Rarity): (unit: Unit) => boolean {
  const other = matches.some(
    ({ unit }) => (unit.kind === 'noun' || unit.kind === 'name') && !unit.predicate && !rarity.isTopic(unit),
  );
  return (unit) => (unit.kind === 'name' || other) && rarity.isTopic(unit);
}

function unitWeight(unit: Unit): number {
  if (unit.light) return 0.2;
  if (unit.predicate) return 1;
  if (unit.circumstance === true) return 0.4;
  switch (unit.kind) {
    case 'adjective':
      return 0.45;
    case 'verb':
      return 0.6;
    case 'number':
      return 0.8;
    default:
      return isRole(unit.head.word) ? 0.7 : 1;
  }
}

/**
 * Lowers the score where the predicate is said of something else: in "loggers that weighed one gram" of the noun before
 * the relative pronoun, in "the shed was pulled down" of a subject that the question does not mention.
 */
function attachment(
  question: Question,
  predicate: UnitMatch | undefined,
  matches: readonly UnitMatch[],
  view: SentenceView,
  isTopic: (unit: Unit) => boolean,
): number {
  const at = predicate?.unit.light === false && predicate.own >= 0.5 ? (predicate.at[0] ?? -1) : -1;
  if (at < 0 || predicate?.unit.kind === 'noun' || (question.passive && question.expected.kind === 'statement'))
    return 1;
  const met = new Set(
    matches
      .filter((match) => match !== predicate && isNominal(match.unit) && match.own >= 0.5)
      .flatMap((match) => match.at),
  );
  if (isAttributive(view, at) && !met.has(at + 1)) return OTHER_SUBJECT;
  if (view.words[at + 1]?.lower === 'that' && met.size === 0 && predicate?.unit.kind === 'verb') return OTHER_SUBJECT;
  const relative = view.words.findLastIndex(
    (word, index) => index < at && index >= at - 3 && /^(?:that|which|who)$/.test(word.lower),
  );
  if (relative >= 1 && view.words[relative - 1]?.stop === false) {
    return met.has(relative - 1) || met.has(relative - 2) || [...met].some((position) => position > at)
      ? 1
      : OTHER_SUBJECT;
  }
  if (
    met.size > 0 ||
    view.opening === 'pronoun' ||
    !matches.some((match) => match !== predicate && isThing(match.unit))
  )
    return 1;
  const passive = view.words
    .slice(Math.max(0, at - 3), at)
    .some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word.lower));
  const underHeading = matches.some(
    (match) =>
      isThing(match.unit) &&
      (match.headed || isTopic(match.unit) || (match.unit.kind === 'name' && match.value >= ABOUT)),
  );
  if (view.opening !== 'definite' && !underHeading && !hasPronoun(view, at)) return OTHER_SUBJECT;
  if (question.passive && !passive) return 1;
  const subject = view.words.slice(0, at);
  return hasPronoun(view, at) || subject.every((word) => word.stop || word.number || SOFT_MODIFIERS.has(word.lower))
    ? 1
    : OTHER_SUBJECT;
}

/** "the demolished church": the predicate narrows a noun. */
function isAttributive(view: SentenceView, at: number): boolean {
  const [before, word, after] = [view.words[at - 1], view.words[at], view.words[at + 1]];
  if (before === undefined || word === undefined || after === undefined || after.stop || after.number) return false;
  return (
    /^(?:the|a|an|of|with|from|this|that|his|her|its|their)$/.test(before.lower) && /(?:ed|en|ing)$/.test(word.lower)
  );
}

/** A pronoun as subject or object of the predicate. */
function hasPronoun(view: SentenceView, at: number): boolean {
  return view.words
    .slice(0, at + 4)
    .some((word) =>
      /^(?:it|its|they|their|them|he|she|his|her|this|these|that|those|both|you|one|here)$/.test(word.lower),
    );
}

function isThing(unit: Unit): boolean {
  return !unit.light && unit.circumstance !== true && (unit.kind === 'noun' || unit.kind === 'name');
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
