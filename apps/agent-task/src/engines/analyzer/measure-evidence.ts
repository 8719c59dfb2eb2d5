import type { ExpectedAnswer, Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { holdsFrequency, quantities } from './quantities.js';
import type { SentenceView } from './sentence-view.js';

/** 0..1: whether a quantity of the dimension asked for is given, and named as what is asked for. */
export function measureEvidence(
  expected: Extract<ExpectedAnswer, { kind: 'measure' }>,
  view: SentenceView,
  question: Question,
  predicateHere: boolean,
): number {
  if (expected.dimensions.includes('frequency')) return holdsFrequency(view.text) ? 1 : 0;
  const fitting = quantities(view.text, view.words).filter((quantity) => {
    const word = view.words[quantity.at];
    return (
      word !== undefined &&
      !question.words.has(word.lower) &&
      quantity.dimensions.some((dimension) => expected.dimensions.includes(dimension))
    );
  });
  const free = expected.dimensions.includes('money') && /\b(?:free|gratis|no charge)\b/i.test(view.text);
  if (fitting.length === 0) return free ? 0.9 : 0;
  const near = [...view.words, ...(view.context[0]?.words ?? [])];
  const named = near.some((word) => expected.attribute.some((concept) => concept.strength(word.keys) >= 0.7));
  if (named || expected.implied) return 1;
  if (predicateHere) return 0.85;
  const verb = question.units.some((unit) => unit.predicate);
  return connected(
    view.words,
    fitting.map((quantity) => quantity.at),
    verb,
  )
    ? 0.8
    : 0;
}

/** "The notice period is three months", "keeps for six months": what links the number to the thing stands before it. */
function connected(words: readonly SentenceWord[], numbers: readonly number[], verb: boolean): boolean {
  const link = verb
    ? /^(?:is|are|was|were|be|lasts?|takes?|lasted|took|for|within|in)$/
    : /^(?:is|are|was|were|be|lasts?|takes?|lasted|took)$/;
  return numbers.some((at) => words.slice(Math.max(0, at - 3), at).some((word) => link.test(word.lower)));
}
