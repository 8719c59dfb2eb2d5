import type { Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { isCalendarWord } from './time-words.js';

/** True for a word written as a name that the question does not give itself. */
export function isNewName(word: SentenceWord, question: Question): boolean {
  return (
    word.proper &&
    !word.stop &&
    !word.number &&
    !isCalendarWord(word.lower) &&
    !question.words.has(word.lower) &&
    word.surface.length > 1
  );
}
