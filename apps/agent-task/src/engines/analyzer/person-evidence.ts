import type { Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { isNewName } from './new-name.js';
import { isRole } from './role-words.js';

const PLACE_PREPOSITION =
  /^(?:in|at|from|near|to|on|of|into|between|behind|across|through|over|under|towards|north|south|east|west)$/;

/** 0..1: whether a person or a body of persons is named that the question does not name. */
export function personEvidence(words: readonly SentenceWord[], question: Question): number {
  let value = 0;
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    const next = words[at + 1];
    const placed = before !== undefined && PLACE_PREPOSITION.test(before.lower);
    const openingName =
      at === 0 &&
      /^\p{Lu}/u.test(word.surface) &&
      !word.stop &&
      next?.proper === true &&
      !question.words.has(word.lower);
    if (
      openingName ||
      (/^(?:mr|mrs|miss|ms|dr|sir|professor)$/.test(word.lower) &&
        next !== undefined &&
        !question.words.has(next.lower))
    )
      value = 1;
    else if (isNewName(word, question) && !/^[\p{Lu}\p{N}]{2,}$/u.test(word.surface))
      value = Math.max(value, placed ? 0.45 : 1);
    else if (!question.words.has(word.lower) && isRole(word.lower)) value = Math.max(value, 0.85);
    else if (before?.lower === 'by' && /(?:ers|ors|ists|ants|men)$/.test(word.lower)) value = Math.max(value, 0.8);
    else if (/^(?:he|she|we|whoever|nobody|everybody)$/.test(word.lower)) value = Math.max(value, 0.8);
  }
  return value >= 0.5 ? value : 0;
}
