import type { Concept } from '../language/concept.js';
import type { Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { quantities } from './quantities.js';
import { isRole } from './role-words.js';
import type { SentenceView } from './sentence-view.js';

const PEOPLE =
  /^(?:people|person|persons|inhabitants?|residents?|members?|visitors?|patients?|men|women|employees?|users?|workers?|passengers?|victims?)$/;

/** 0..1: whether a number of the counted things is given. */
export function countEvidence(counted: Concept | null, view: SentenceView, question: Question): number {
  let value = 0;
  for (const quantity of quantities(view.text, view.words)) {
    const word = view.words[quantity.at];
    if (word === undefined || question.words.has(word.lower)) continue;
    if (counted === null)
      value = Math.max(value, quantity.dimensions.some((dimension) => dimension !== 'count') ? 0.9 : 0.7);
    else
      value = Math.max(
        value,
        countedNear(counted, view.words, quantity.at),
        narrowedNear(counted, question, view.words, quantity.at),
      );
  }
  return value;
}

function countedNear(counted: Concept, words: readonly SentenceWord[], at: number): number {
  const after = words.slice(at + 1, at + 6);
  const before = words.slice(Math.max(0, at - 4), at);
  const near = Math.max(0, ...after.map((word, gap) => counted.strength(word.keys) - gap * 0.04));
  const linked = before.some((word) => /^(?:is|are|was|were|numbers?|numbered|totals?|totalled)$/.test(word.lower));
  const earlier = linked ? Math.max(0, ...before.map((word) => counted.strength(word.keys) * 0.75)) : 0;
  const people =
    PEOPLE.test(counted.word) && after.slice(0, 4).some((word) => isRole(word.lower) || PEOPLE.test(word.lower))
      ? 0.85
      : 0;
  const value = Math.max(near, earlier, people);
  if (value < 0.5) return listed(words, at) ? 0.7 : 0;
  return words[at]?.lower === 'one' ? 0.5 : Math.min(1, value + 0.1);
}

/** "410 solar modules" for solar panels: what narrows the counted noun follows the number. */
function narrowedNear(counted: Concept, question: Question, words: readonly SentenceWord[], at: number): number {
  const unit = question.units.find(({ head }) => head.word === counted.word);
  const near = words.slice(at + 1, at + 4);
  const found = unit?.modifiers.some(
    ({ concept, weight }) => weight > 0.3 && near.some((word) => concept.strength(word.keys) >= 0.8),
  );
  return found === true ? 0.75 : 0;
}

/** "There are 87 names on the list." */
function listed(words: readonly SentenceWord[], at: number): boolean {
  const before = words.slice(Math.max(0, at - 4), at).map((word) => word.lower);
  return before.includes('there') && before.some((word) => /^(?:are|is|were|was)$/.test(word));
}
