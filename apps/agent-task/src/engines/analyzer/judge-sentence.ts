import { isOrdinal } from '../language/numbers.js';
import { SOFT_MODIFIERS } from '../language/stop-words.js';
import type { Question, Unit } from '../question/question.js';
import { evidenceFor } from './evidence.js';
import { isRole } from './role-words.js';
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
/** Value of a phrase met in a heading or at the head of the document. */
const UNDER_HEADING = 0.55;
/** Value of a phrase that the nearest heading gives in full. */
const HEADED = 0.7;
const TOPIC_VALUE = 0.6;
const OTHER_ORDINAL = 0.7;
const CODE = 0.75;
const OTHER_SUBJECT = 0.62;
const FAR_APART = 14;
const LONG = 700;

/** Judges one sentence; `following` is the next sentence of the section, where a reason may stand. */
export function judgeSentence(question: Question, view: SentenceView, following: SentenceView | null, rarity: Rarity): Judgement {
  const matches = question.units.map((unit) => matchUnit(unit, view));
  const predicate = matches.find((match) => match.unit.predicate);
  const reject = (rejected: string, coverage = 0, evidence = 0): Judgement => ({ score: 0, coverage, evidence, rejected });
  if (matches.length === 0) return reject('no content word');
  const isTopic = topicOf(matches, rarity);
  const coverage = coverageOf(matches, isTopic, rarity);
  const predicateValue = predicate === undefined ? 1 : predicateStrength(predicate);
  const unsaid = predicate !== undefined && !predicate.unit.light && predicateValue < LEAST_PREDICATE;
  if (unsaid && !(isTyped(question) && saysAllElse(matches))) return reject(`predicate ${predicate.unit.head.word}`, coverage);
  const specific = matches.find((match) => isSpecific(match.unit) && match.value < LEAST_SPECIFIC && !isTopic(match.unit));
  if (specific !== undefined) return reject(`specific ${specific.unit.head.word}`, coverage);
  const missing = matches.filter((match) => !match.unit.light && match.value < LEAST_UNIT && match.unit.kind !== 'adjective' && !isTopic(match.unit));
  if (missing.length > 1) return reject(`missing ${missing.map((match) => match.unit.head.word).join(' ')}`, coverage);
  if (thingsMet(matches, isTopic, rarity) < LEAST_THINGS) return reject('about something else', coverage);
  const predicateHere = predicate !== undefined && !predicate.unit.light && predicate.own >= 0.6;
  const evidence = evidenceFor({ question, view, following, predicateHere });
  if (evidence === 0) return reject(`no ${question.expected.kind}`, coverage);
  if (unsaid && evidence < 0.8) return reject(`predicate ${predicate.unit.head.word}`, coverage, evidence);
  if (!speaksOf(matches, view, evidence)) return reject('nothing of its own', coverage, evidence);
  const score = coverage * (0.55 + 0.45 * evidence) * apartness(matches) * attachment(question, predicate, matches, view) * ordinals(question, view) * prose(view) * (view.text.length > LONG ? 0.9 : 1);
  return { score, coverage, evidence, rejected: null };
}

/** Kinds of answers that can be told from other words: without its predicate only such a question can be answered. */
function isTyped(question: Question): boolean {
  return /^(?:person|time|count|measure|instance|name)$/.test(question.expected.kind);
}

/** At least two things of the question in the sentence itself and all of them met: then another verb may say the same. */
function saysAllElse(matches: readonly UnitMatch[]): boolean {
  const things = matches.filter((match) => isThing(match.unit) && !match.unit.predicate);
  return things.filter((match) => match.own >= 0.6).length >= 2 && things.every((match) => match.value >= 0.6);
}

/** The sentence itself has to meet a phrase; after a pronoun or under a heading a light or narrowing word is enough. */
function speaksOf(matches: readonly UnitMatch[], view: SentenceView, evidence: number): boolean {
  if (matches.some((match) => !match.unit.light && match.own >= 0.5)) return true;
  const headed = matches.some((match) => isThing(match.unit) && match.value >= HEADED);
  return evidence >= 0.8 && (headed || view.opening === 'pronoun' || matches.some((match) => match.at.length > 0));
}

/** "the second hook" is no answer about the first one. */
function ordinals(question: Question, view: SentenceView): number {
  const asked = [...question.words].filter((word) => isOrdinal(word) || word === 'last');
  if (asked.length === 0) return 1;
  const said = view.words.filter((word) => isOrdinal(word.lower) || word.lower === 'last').map((word) => word.lower);
  return said.length === 0 || asked.some((word) => said.includes(word)) ? 1 : OTHER_ORDINAL;
}

/** Code is a poorer statement than a sentence. */
function prose(view: SentenceView): number {
  return /=>|[{};]\s*$|^\s*(?:const|let|var|import|export|function|await|return)\b|\)\s*\{|^\s*(?:\/\/|#!|\$ )/m.test(view.text) ? CODE : 1;
}

/** Mean value of the nouns and names of the question. */
function thingsMet(matches: readonly UnitMatch[], isTopic: (unit: Unit) => boolean, rarity: Rarity): number {
  const things = matches.filter(({ unit }) => isThing(unit) && !isTopic(unit));
  if (things.length === 0) return 1;
  const weight = ({ unit }: UnitMatch): number => rarity.of(unit) * (isRole(unit.head.word) ? 0.6 : 1);
  return things.reduce((sum, match) => sum + match.value * weight(match), 0) / things.reduce((sum, match) => sum + weight(match), 0);
}

/** Names, numbers and nouns narrowed by a name: an answer about another one is no answer. */
function isSpecific(unit: Unit): boolean {
  return unit.kind === 'name' || unit.kind === 'number' || unit.modifiers.some((modifier) => modifier.proper);
}

function predicateStrength(match: UnitMatch): number {
  return Math.max(match.own, CONTEXT_PREDICATE * match.value);
}

function coverageOf(matches: readonly UnitMatch[], isTopic: (unit: Unit) => boolean, rarity: Rarity): number {
  let met = 0;
  let total = 0;
  for (const match of matches) {
    const topic = isTopic(match.unit);
    const weight = unitWeight(match.unit) * (0.5 + rarity.of(match.unit)) * (topic ? 0.5 : 1);
    const value = match.unit.predicate ? predicateStrength(match) : topic ? Math.max(match.value, TOPIC_VALUE) : match.value;
    met += weight * value;
    total += weight;
  }
  return total === 0 ? 0 : met / total;
}

/** What the collection is about need not be said again, unless a common noun is all that the question is about. */
function topicOf(matches: readonly UnitMatch[], rarity: Rarity): (unit: Unit) => boolean {
  const other = matches.some(({ unit }) => isThing(unit) && !unit.predicate && !rarity.isTopic(unit));
  return (unit) => (unit.kind === 'name' || other) && rarity.isTopic(unit);
}

function unitWeight(unit: Unit): number {
  if (unit.light) return 0.2;
  if (unit.predicate) return 1;
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
function attachment(question: Question, predicate: UnitMatch | undefined, matches: readonly UnitMatch[], view: SentenceView): number {
  const at = predicate?.unit.light === false && predicate.own >= 0.5 ? (predicate.at[0] ?? -1) : -1;
  if (at < 0 || (question.passive && question.expected.kind === 'statement')) return 1;
  const met = new Set(matches.filter((match) => match !== predicate && isThing(match.unit) && match.own >= 0.5).flatMap((match) => match.at));
  const relative = view.words.findLastIndex((word, index) => index < at && index >= at - 3 && /^(?:that|which|who)$/.test(word.lower));
  if (relative >= 1 && view.words[relative - 1]?.stop === false) {
    return met.has(relative - 1) || met.has(relative - 2) || [...met].some((position) => position > at) ? 1 : OTHER_SUBJECT;
  }
  if (met.size > 0 || view.opening === 'pronoun' || !matches.some((match) => match !== predicate && isThing(match.unit))) return 1;
  const passive = view.words.slice(Math.max(0, at - 3), at).some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word.lower));
  const underHeading = matches.some((match) => isThing(match.unit) && match.value >= UNDER_HEADING);
  if (view.opening !== 'definite' && !underHeading && !hasPronoun(view, at)) return OTHER_SUBJECT;
  if (question.passive && !passive) return 1;
  const subject = view.words.slice(0, at);
  return hasPronoun(view, at) || subject.every((word) => word.stop || word.number || SOFT_MODIFIERS.has(word.lower)) ? 1 : OTHER_SUBJECT;
}

/** A pronoun as subject or object of the predicate. */
function hasPronoun(view: SentenceView, at: number): boolean {
  return view.words.slice(0, at + 4).some((word) => /^(?:it|its|they|their|them|he|she|his|her|this|these|that|those|both|you|one)$/.test(word.lower));
}

function isThing(unit: Unit): boolean {
  return !unit.light && (unit.kind === 'noun' || unit.kind === 'name');
}

/** Phrases met far from one another in a long sentence are less likely to belong together. */
function apartness(matches: readonly UnitMatch[]): number {
  const at = matches.filter((match) => match.own >= 0.5).flatMap((match) => match.at).sort((left, right) => left - right);
  const gaps = at.slice(1).map((position, index) => position - (at[index] ?? 0));
  return Math.max(0, ...gaps) > FAR_APART ? 0.85 : 1;
}
