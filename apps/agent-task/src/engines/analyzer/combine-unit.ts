import { isCommonWord } from '../language/common-words.js';
import type { Unit } from '../question/question.js';

const FULL_NAME_ELSEWHERE = 0.7;

const HEAD_FOR_NAME = 0.75;

const MISSING_NAME = 0.4;

const MISSING_COMPOUND = 0.8;

const OTHER_COMPOUND = 0.6;

const MISSING_ADJECTIVE = 0.85;

/** Weight of an adjective that tells one thing from another. */
const TELLING = 0.45;

/** The weighted mean over head and modifiers, lowered when what tells the thing apart is missing. */
export function combine(unit: Unit, head: number, values: readonly number[], rival: boolean): number {
  if (unit.modifiers.length === 0) return head;
  const proper = values.filter((_, index) => unit.modifiers[index]?.proper === true);
  const name = Math.max(0, ...proper);
  if (unit.kind === 'name') {
    if (head > 0) return Math.max(head * FULL_NAME_ELSEWHERE, mean(unit, head, values));
    const telling = unit.modifiers.some(
      ({ concept }, index) => (values[index] ?? 0) > 0 && !isCommonWord(concept.word),
    );
    return name * (telling ? 0.5 : 0.2);
  }
  const strongest = Math.max(head, HEAD_FOR_NAME * name);
  let value = mean(unit, strongest, values);
  if (proper.length > 0 && name === 0) value *= MISSING_NAME;
  const compounds = values.filter(
    (_, index) => unit.modifiers[index]?.proper === false && (unit.modifiers[index]?.weight ?? 0) >= 0.7,
  );
  if (compounds.length > 0 && Math.max(...compounds) === 0) value *= rival ? OTHER_COMPOUND : MISSING_COMPOUND;
  const telling = values.filter((_, index) => unit.modifiers[index]?.weight === TELLING);
  if (telling.length > 0 && Math.max(...telling) === 0) value *= MISSING_ADJECTIVE;
  return strongest === 0 ? value * 0.5 : value;
}

function mean(unit: Unit, head: number, values: readonly number[]): number {
  let sum = head;
  let total = 1;
  for (const [index, modifier] of unit.modifiers.entries()) {
    sum += modifier.weight * (values[index] ?? 0);
    total += modifier.weight;
  }
  return sum / total;
}
