import { oppositeKeys } from '../language/opposites.js';
import type { Question, Unit } from '../question/question.js';
import { matchUnit, type UnitMatch } from './match-unit.js';
import { quantities } from './quantities.js';
import type { SentenceView } from './sentence-view.js';
import { isThing } from './unit-kinds.js';

const IMPLIED = 0.7;

const COSTS = /^(?:costs?|pay|paid|charged?|charges)$/;

/** Matches every phrase of a question against a sentence. */
export function matchQuestion(question: Question, view: SentenceView): readonly UnitMatch[] {
  return impliedPredicate(question, view, withoutSharedWords(question.units.map((unit) => matchUnit(unit, view))));
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

/** One word cannot stand for a thing and for the predicate: the closer of the two readings has it. */
function withoutSharedWords(matches: readonly UnitMatch[]): readonly UnitMatch[] {
  const exact = (of: (unit: Unit) => boolean): Set<number> =>
    new Set(matches.filter((match) => of(match.unit) && match.own === 1).flatMap((match) => match.at));
  const things = exact((unit) => isThing(unit) && !unit.predicate);
  const predicates = exact((unit) => unit.predicate);
  return matches.map((match) => {
    const others = match.unit.predicate ? things : isThing(match.unit) ? predicates : null;
    const taken = match.own < 1 && others !== null && match.at.some((at) => others.has(at));
    return taken ? { ...match, own: 0, full: 0, value: 0, at: [] } : match;
  });
}
