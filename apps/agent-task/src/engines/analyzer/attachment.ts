import { SOFT_MODIFIERS } from '../language/stop-words.js';
import type { Question, Unit } from '../question/question.js';
import type { UnitMatch } from './match-unit.js';
import type { SentenceView } from './sentence-view.js';
import { isNominal, isThing } from './unit-kinds.js';

/** Value of a name met at the head of the document. */
const ABOUT = 0.6;

const OTHER_SUBJECT = 0.62;

/**
 * Lowers the score where the predicate is said of something else: in "loggers that weighed one gram" of the noun before
 * the relative pronoun, in "the shed was pulled down" of a subject that the question does not mention.
 */
export function attachment(
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
