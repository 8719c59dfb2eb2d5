import type { Unit } from '../question/question.js';

/** A noun or a name. */
export function isNominal(unit: Unit): boolean {
  return unit.kind === 'noun' || unit.kind === 'name';
}

/** A noun or a name that tells something and is not a mere circumstance: what the question is about. */
export function isThing(unit: Unit): boolean {
  return !unit.light && unit.circumstance !== true && (unit.kind === 'noun' || unit.kind === 'name');
}

/** Names, numbers and nouns narrowed by a name: an answer about another one is no answer. */
export function isSpecific(unit: Unit): boolean {
  return unit.kind === 'name' || unit.kind === 'number' || unit.modifiers.some((modifier) => modifier.proper);
}
