import { conceptOf } from '../language/concept.js';
import { tokenise } from '../language/tokenise.js';
import { wordKeys } from '../language/word-keys.js';
import { parseQuestion } from '../question/parse-question.js';

/** 0..1 for each phrase of a question that matters: how well the text names it, by the word or a related one. */
export function phraseMatches(question: string, text: string): number[] {
  const keys = tokenise(text).map(({ lower }) => wordKeys(lower));
  const { units, words } = parseQuestion(question);
  const heads = units.filter(({ light }) => !light).map(({ head }) => head);
  const asked = heads.length > 0 ? heads : [...words].map((word) => conceptOf(word));
  return asked.map((concept) => keys.reduce((best, candidate) => Math.max(best, concept.strength(candidate)), 0));
}
