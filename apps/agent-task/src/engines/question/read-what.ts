import { conceptOf } from '../language/concept.js';
import { ASKED_MEASURES } from '../language/dimensions.js';
import { SOFT_MODIFIERS } from '../language/stop-words.js';
import { isFiniteVerb, isParticiple } from '../language/verb-forms.js';
import { isAuxiliary } from './auxiliaries.js';
import { measureOf } from './measure-of.js';
import { nounPhraseEnd } from './noun-phrase-end.js';
import type { ExpectedAnswer } from './question.js';
import type { TaggedWord } from './tagged-word.js';
import type { WhHead } from './wh-head.js';

const TIME_NOUNS = new Set([
  'year',
  'date',
  'day',
  'month',
  'time',
  'century',
  'decade',
  'hour',
  'season',
  'weekday',
  'period',
]);

const PERSON_NOUNS = new Set(['person', 'people', 'man', 'woman']);

/** "what" and "which" with what follows. */
export function readWhat(words: readonly TaggedWord[], at: number): WhHead {
  const next = words[at + 1];
  if (next === undefined || isAuxiliary(next.lower)) return readWhatBe(words, at);
  if (/^(?:caused?|causes|led|triggered|made)$/.test(next.lower) && words[at]?.lower === 'what')
    return { expected: { kind: 'reason' }, asked: [], next: at + 1 };
  if (next.wordClass === 'function') return { expected: { kind: 'statement' }, asked: [], next: at + 1 };
  const subjectQuestion =
    words[at]?.lower === 'what' &&
    isFiniteVerb(next.lower) &&
    !words.slice(at + 2).some((word, index) => isAuxiliary(word.lower) && index < 2);
  if (subjectQuestion) return { expected: { kind: 'statement' }, asked: [], next: at + 1 };
  const end = Math.max(at + 2, nounPhraseEnd(words, at + 1));
  return readNoun(words, at + 1, end);
}

/** "what kind of material", "which company", "what size of mesh". */
function readNoun(words: readonly TaggedWord[], from: number, end: number): WhHead {
  let phrase = words.slice(from, end);
  let next = end;
  const noun = phrase.at(-1)?.lower ?? '';
  if (/^(?:kind|kinds|sort|sorts|type|types)$/.test(noun) && words[end]?.lower === 'of') {
    next = nounPhraseEnd(words, end + 1);
    phrase = words.slice(end + 1, next);
  }
  const last = phrase.at(-1);
  if (last === undefined) return { expected: { kind: 'statement' }, asked: [], next };
  if (TIME_NOUNS.has(last.lower)) return { expected: { kind: 'time', past: true }, asked: [], next };
  if (PERSON_NOUNS.has(last.lower)) return { expected: { kind: 'person' }, asked: phrase.slice(0, -1), next };
  const measure = ASKED_MEASURES[last.lower];
  if (measure !== undefined) {
    const expected = measureOf(last.lower, next).expected;
    return { expected, asked: phrase.slice(0, -1), next };
  }
  return { expected: { kind: 'instance', of: conceptOf(last.lower, 'noun') }, asked: phrase, next };
}

/** "what is X", "what is the N of X", "what does X mean", "what should I do". */
function readWhatBe(words: readonly TaggedWord[], at: number): WhHead {
  const rest = words.slice(at + 2);
  const auxiliary = words[at + 1]?.lower ?? '';
  const copula = /^(?:is|are|was|were)$/.test(auxiliary);
  const plain = { expected: { kind: 'statement' } as ExpectedAnswer, asked: [], next: at + 1 };
  if (rest.some((word) => /^(?:mean|means|refer|denote)$/.test(word.lower)) && auxiliary.startsWith('do')) {
    const next = at + 1;
    return rest.length <= 5 ? { expected: { kind: 'definition' }, asked: [], next } : { ...plain, next };
  }
  if (!copula) return plain;
  const content = rest.filter((word) => word.wordClass !== 'function');
  const firstPhraseEnd = rest.findIndex(
    (word, index) => index > 0 && word.wordClass === 'function' && word.lower !== 'the',
  );
  const phrase = rest
    .slice(0, firstPhraseEnd < 0 ? rest.length : firstPhraseEnd)
    .filter((word) => word.wordClass !== 'function');
  const noun = phrase.at(-1);
  if (noun === undefined) return plain;
  const passive = rest.some(
    (word, index) =>
      index > 0 &&
      word.wordClass !== 'function' &&
      isParticiple(word.lower) &&
      !/ing$/.test(word.lower) &&
      word === content.at(-1) &&
      content.length > 1,
  );
  if (passive) return plain;
  if (noun.lower === 'name') return { expected: { kind: 'name' }, asked: [], next: at + 1 };
  if (TIME_NOUNS.has(noun.lower) && firstPhraseEnd >= 0)
    return { expected: { kind: 'time', past: true }, asked: [], next: at + 1 };
  if (PERSON_NOUNS.has(noun.lower)) return { expected: { kind: 'person' }, asked: [], next: at + 1 };
  const measured = phrase.map((word) => word.lower).findLast((word) => ASKED_MEASURES[word] !== undefined);
  if (
    measured === 'number' &&
    phrase.every(({ lower }) => lower === 'number' || SOFT_MODIFIERS.has(lower)) &&
    rest[firstPhraseEnd]?.lower === 'of'
  ) {
    const counted = rest.slice(firstPhraseEnd).find((word) => word.wordClass !== 'function');
    return {
      expected: { kind: 'count', counted: counted === undefined ? null : conceptOf(counted.lower, 'thing') },
      asked: [],
      next: at + 1,
    };
  }
  if (measured !== undefined)
    return { ...measureOf(measured, at + 1), quantity: ASKED_MEASURES[measured]?.implied === true ? measured : null };
  if (firstPhraseEnd < 0 && phrase.length <= 4) return { expected: { kind: 'definition' }, asked: [], next: at + 1 };
  return plain;
}
