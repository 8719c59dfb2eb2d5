import { isAuxiliary } from './auxiliaries.js';
import { readHead } from './question-head.js';
import { findPredicate } from './find-predicate.js';
import { tagWords, type TaggedWord } from './tagged-word.js';

/** What a question is about, as its words stand there. */
export interface QuestionSubject {
  readonly text: string;
  readonly plural: boolean;
  readonly person: boolean;
}

const PRONOUN = /^(?:i|you|we|it|they|he|she|this|that|these|those|one|there|somebody|someone|anybody|anyone|nobody)$/;

/**
 * The noun phrase that a question is about, with its article: of "How does the relay keep order?" it is "the relay".
 * Null when there is none, or when it is itself a pronoun.
 */
export function subjectOf(question: string): QuestionSubject | null {
  const words = tagWords(question);
  const head = readHead(words);
  const body = words.slice(head.next);
  const auxiliary = body.findIndex((word) => isAuxiliary(word.lower));
  const verb = findPredicate(body, head.next > 0);
  if (head.asked.length > 0) return null;
  const asksForSubject = auxiliary < 0 || (verb >= 0 && verb < auxiliary);
  const from = asksForSubject ? verb + 1 : auxiliary + 1;
  const to = asksForSubject || verb < from ? body.length : verb;
  const start = asksForSubject && /^(?:to|with|about|of)$/.test(body[from]?.lower ?? '') ? from + 1 : from;
  const phrase = nounPhrase(body.slice(start, to));
  const first = phrase[0];
  const last = phrase.at(-1);
  if (first === undefined || last === undefined || PRONOUN.test(first.lower)) return null;
  if (phrase.every((word) => word.wordClass === 'function')) return null;
  return { text: question.slice(first.start, last.end), plural: isPlural(phrase), person: isPerson(phrase) };
}

/** The words up to the first preposition other than "of", verb form or break. */
function nounPhrase(words: readonly TaggedWord[]): TaggedWord[] {
  const end = words.findIndex((word, index) => {
    if (index > 0 && word.afterBreak) return true;
    return (
      word.wordClass === 'function' &&
      !/^(?:the|a|an|of|all|every|each|this|that|these|those|my|your|our|its|their)$/.test(word.lower)
    );
  });
  const phrase = words.slice(0, end < 0 ? words.length : end);
  while (phrase.at(-1)?.wordClass === 'function' || phrase.at(-1)?.wordClass === 'adverb') phrase.pop();
  return phrase;
}

function isPlural(phrase: readonly TaggedWord[]): boolean {
  const of = phrase.findIndex((word) => word.lower === 'of');
  const head = phrase[of < 0 ? phrase.length - 1 : of - 1];
  return head !== undefined && head.wordClass !== 'proper' && /[^su]s$|men$|children$|people$/.test(head.lower);
}

function isPerson(phrase: readonly TaggedWord[]): boolean {
  return phrase.length > 0 && phrase.every((word) => word.wordClass === 'proper');
}
