import type { Question } from '../question/question.js';
import type { UnitMatch } from './match-unit.js';
import type { Rarity } from './term-weights.js';
import { isThing } from './unit-kinds.js';

/** From this on a word is rare. */
const RARE = 0.55;

/** Least evidence of the kind asked for with which a sentence may leave the predicate unsaid. */
export function leastEvidence(question: Question): number {
  return question.expected.kind === 'reason' ? 0.9 : 0.8;
}

/** True when all else is met so well that the sentence may say the predicate of the question with another verb. */
export function mayStayUnsaid(question: Question, matches: readonly UnitMatch[], rarity: Rarity): boolean {
  if (question.expected.kind === 'reason') return namesAll(matches, rarity);
  return isTyped(question) && saysAllElse(matches);
}

/** Kinds of answers that can be told from other words: without its predicate only such a question can be answered. */
function isTyped(question: Question): boolean {
  return /^(?:instance|name)$/.test(question.expected.kind);
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
