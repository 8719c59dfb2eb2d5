import { isOrdinal } from '../language/numbers.js';
import type { Question } from '../question/question.js';
import { holdsFrequency } from './quantities.js';
import type { SentenceView } from './sentence-view.js';
import { holdsDate, holdsRelativeTime, isCalendarWord } from './time-words.js';

const WHERE =
  /^(?:in|at|on|near|behind|beside|under|above|below|along|inside|outside|between|within|opposite|around|into|through|over|across|to|from|beneath|underneath)$/;

/** 0..1: whether a time is given; for what is not past a condition or an interval will do. */
export function timeEvidence(past: boolean, view: SentenceView, question: Question): number {
  if (holdsDate(view.words, question.words, past)) return 1;
  if (holdsRelativeTime(view.words, past)) return 0.85;
  const clause = view.words.some(
    (word, at) =>
      /^(?:once|when|after|if|until|before|unless|provided)$/.test(word.lower) ||
      (word.lower === 'as' && view.words[at + 1]?.lower === 'soon'),
  );
  if (!past && (clause || holdsFrequency(view.text))) return 0.75;
  const told = view.words.some((word) => /^(?:was|were|had|did)$/.test(word.lower));
  return past && told && view.words.some((word) => /^(?:during|when|after)$/.test(word.lower)) ? 0.4 : 0;
}

/** 0..1: whether a place is given. */
export function placeEvidence(view: SentenceView, question: Question): number {
  let value = 0;
  for (const [at, word] of view.words.entries()) {
    if (!WHERE.test(word.lower)) continue;
    const phrase = view.words.slice(at + 1, at + 5);
    const noun = phrase.find((next) => !next.stop && !isOrdinal(next.lower));
    if (noun === undefined || isCalendarWord(noun.lower) || noun.number || question.words.has(noun.lower)) continue;
    value = Math.max(value, noun.proper ? 1 : 0.85);
  }
  return value;
}
