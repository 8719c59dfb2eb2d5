import type { Unit } from '../question/question.js';
import type { UnitMatch } from './match-unit.js';
import { isRole } from './role-words.js';
import type { SentenceView } from './sentence-view.js';
import type { Rarity } from './term-weights.js';
import { isThing } from './unit-kinds.js';

const CONTEXT_PREDICATE = 0.75;

/** An unmet predicate counts less: where it is let pass, another verb says the same. */
const UNSAID = 0.7;

const TOPIC_VALUE = 0.6;

/** 0..1, share of the question's phrases that are met, the rare ones counting more. */
export function coverageOf(
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

/** Mean value of the nouns and names of the question. */
export function thingsMet(matches: readonly UnitMatch[], isTopic: (unit: Unit) => boolean, rarity: Rarity): number {
  const things = matches.filter(({ unit }) => isThing(unit) && !isTopic(unit));
  if (things.length === 0) return 1;
  const weight = ({ unit }: UnitMatch): number => rarity.of(unit) * (isRole(unit.head.word) ? 0.6 : 1);
  return (
    things.reduce((sum, match) => sum + match.value * weight(match), 0) /
    things.reduce((sum, match) => sum + weight(match), 0)
  );
}

/** What the collection is about need not be said again, unless a common noun is all that the question is about. */
export function topicOf(matches: readonly UnitMatch[], rarity: Rarity): (unit: Unit) => boolean {
  const other = matches.some(
    ({ unit }) => (unit.kind === 'noun' || unit.kind === 'name') && !unit.predicate && !rarity.isTopic(unit),
  );
  return (unit) => (unit.kind === 'name' || other) && rarity.isTopic(unit);
}

/** 0..1, how well the predicate is met: by the sentence, or by a heading or the noun that a pronoun stands for. */
export function predicateStrength(match: UnitMatch, view: SentenceView): number {
  const own = match.unit.kind === 'noun' ? match.full : match.own;
  const taken = match.headed || (view.opening === 'pronoun' && match.unit.kind !== 'verb');
  return taken ? Math.max(own, CONTEXT_PREDICATE * match.value) : own;
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
