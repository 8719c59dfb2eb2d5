import type { Concept } from '../language/concept.js';
import { memberKeys } from '../language/related-words.js';
import type { Question } from '../question/question.js';
import { isNewName } from './new-name.js';
import type { SentenceView } from './sentence-view.js';

/** 0..1: whether a member of the class asked for is named. */
export function instanceEvidence(of: Concept, view: SentenceView, question: Question): number {
  const members = new Set(of.keys.flatMap((key) => [...memberKeys(key)]));
  const member = view.words.some(
    (word) => !question.words.has(word.lower) && word.keys.some((key) => members.has(key)),
  );
  if (members.size > 0 && member) return 1;
  const named = view.words.some((word) => of.strength(word.keys) >= 0.7);
  if (named) return members.size > 0 ? 0.75 : 0.95;
  if (members.size > 0 && !view.words.some((word) => isNewName(word, question))) return 0;
  return view.words.some((word) => isNewName(word, question)) ? 0.7 : 0.45;
}
