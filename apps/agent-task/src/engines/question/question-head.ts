import { conceptOf } from '../language/concept.js';
import { ASKED_MEASURES } from '../language/dimensions.js';
import { isFiniteVerb, isParticiple } from '../language/verb-forms.js';
import type { ExpectedAnswer } from './question.js';
import type { TaggedWord } from './tagged-word.js';

/** The question word and what belongs to it. */
export interface QuestionHead {
  readonly expected: ExpectedAnswer;
  /** Words that belong to the question word and have to be found too: the noun of "which hook", "how many people". */
  readonly asked: readonly TaggedWord[];
  /** Index of the first word after the head. */
  readonly next: number;
  /** A word that only names the quantity asked for ("size", "price"): it need not be found itself. */
  readonly quantity: string | null;
  /** Index of the first word of the head. */
  readonly first: number;
}

const AUXILIARIES = new Set(
  "is are was were be been am do does did has have had can could may might must shall should will would isn't aren't wasn't weren't don't doesn't didn't can't won't couldn't shouldn't wouldn't hasn't haven't hadn't".split(
    ' ',
  ),
);
const WH = new Set(['who', 'whom', 'whose', 'when', 'where', 'why', 'how', 'what', 'which']);
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
const COST_VERBS = new Set([
  'cost',
  'costs',
  'pay',
  'paid',
  'charge',
  'charged',
  'earn',
  'spend',
  'spent',
  'donate',
  'raise',
]);
const DEGREES = new Set(['often', 'soon', 'long', 'far', 'fast', 'quickly', 'frequently']);

type WhHead = Pick<QuestionHead, 'expected' | 'asked' | 'next'> & { readonly quantity?: string | null };

/** True for a form of be, do, have or a modal verb. */
export function isAuxiliary(lower: string): boolean {
  return AUXILIARIES.has(lower);
}

/** Finds the question word; a question without one is yes/no when it begins with an auxiliary, else a bare topic. */
export function readHead(words: readonly TaggedWord[]): QuestionHead {
  const first = words.findIndex((word, index) => WH.has(word.lower) && startsQuestion(words, index));
  if (first < 0) {
    const kind = isAuxiliary(words[0]?.lower ?? '') ? 'yes-no' : 'statement';
    return { expected: { kind }, asked: [], quantity: null, next: 0, first: 0 };
  }
  const start = fronted(words, first);
  const head = readWh(words, first);
  return { quantity: null, ...head, first: start };
}

/** A wh-word opens the question at its start, after one preposition, or after a comma ("In the flood, why ..."). */
function startsQuestion(words: readonly TaggedWord[], index: number): boolean {
  if (index === 0 || words[index]?.afterBreak === true) return true;
  return index <= 2 && words.slice(0, index).every((word) => word.wordClass === 'function' && !isAuxiliary(word.lower));
}

function fronted(words: readonly TaggedWord[], first: number): number {
  const before = words[first - 1];
  return before !== undefined && before.wordClass === 'function' && words[first]?.afterBreak !== true
    ? first - 1
    : first;
}

function readWh(words: readonly TaggedWord[], at: number): WhHead {
  const wh = words[at]?.lower ?? '';
  const plain = (expected: ExpectedAnswer): WhHead => ({ expected, asked: [], next: at + 1 });
  switch (wh) {
    case 'who':
    case 'whom':
    case 'whose':
      return plain({ kind: 'person' });
    case 'when':
      return plain({ kind: 'time', past: isPast(words, at + 1) });
    case 'where':
      return plain({ kind: words.at(-1)?.lower === 'from' ? 'statement' : 'place' });
    case 'why':
      return plain({ kind: 'reason' });
    case 'how':
      return readHow(words, at);
    default:
      return readWhat(words, at);
  }
}

function isPast(words: readonly TaggedWord[], at: number): boolean {
  return /^(?:was|were|did|had|wasn't|weren't|didn't)$/.test(words[at]?.lower ?? '');
}

function readHow(words: readonly TaggedWord[], at: number): WhHead {
  const second = words[at + 1]?.lower ?? '';
  if (second === 'come') return { expected: { kind: 'reason' }, asked: [], next: at + 2 };
  if (second === 'many' || second === 'much') return readAmount(words, at, second);
  const measure = ASKED_MEASURES[second];
  if (measure !== undefined) {
    const attribute = measure.words.map((word) => conceptOf(word, DEGREES.has(second) ? 'exact' : 'any'));
    const next = /^away$/.test(words[at + 2]?.lower ?? '') ? at + 3 : at + 2;
    return {
      expected: { kind: 'measure', dimensions: measure.dimensions, attribute, implied: measure.implied },
      asked: [],
      next,
    };
  }
  return { expected: { kind: 'method' }, asked: [], next: at + 1 };
}

function readAmount(words: readonly TaggedWord[], at: number, second: string): WhHead {
  const end = nounPhraseEnd(words, at + 2);
  const asked = words.slice(at + 2, end);
  const noun = asked.at(-1);
  if (second === 'many' || noun !== undefined) {
    if (noun?.lower === 'money') return measureOf('cost', end);
    const counted = noun === undefined || second === 'much' ? null : conceptOf(noun.lower, 'thing');
    return { expected: { kind: 'count', counted }, asked, next: end };
  }
  if (/^(?:is|are|was|were)$/.test(words[at + 2]?.lower ?? '')) return measureOf('cost', at + 2);
  if (words[at + 2]?.lower === 'time') return measureOf('duration', at + 3);
  const rest = words.slice(at + 2);
  if (rest.some((word) => COST_VERBS.has(word.lower))) return measureOf('cost', at + 2);
  if (rest.some((word) => /^weigh/.test(word.lower))) return measureOf('weight', at + 2);
  return { expected: { kind: 'count', counted: null }, asked: [], next: at + 2 };
}

function measureOf(name: string, next: number): WhHead {
  const measure = ASKED_MEASURES[name];
  if (measure === undefined) return { expected: { kind: 'statement' }, asked: [], next };
  const attribute = measure.words.map((word) => conceptOf(word));
  return {
    expected: { kind: 'measure', dimensions: measure.dimensions, attribute, implied: measure.implied },
    asked: [],
    next,
  };
}

/** The end of the words directly after a question word that are its noun phrase: up to an auxiliary or a finite verb. */
function nounPhraseEnd(words: readonly TaggedWord[], from: number): number {
  let at = from;
  while (at < words.length) {
    const word = words[at];
    if (word === undefined || word.wordClass === 'function' || word.afterBreak) break;
    if (at > from && !/^\p{Lu}/u.test(word.surface) && /(?:s|ed)$/.test(word.lower) && takesObject(words, at)) break;
    if (at > from && isFiniteVerb(word.lower) && !/^\p{Lu}/u.test(word.surface) && endsPhrase(words, at)) break;
    at += 1;
  }
  return at;
}

/** "sponsors Edda", "owns the land": an article or a name after a word in -s or -ed makes it a verb. */
function takesObject(words: readonly TaggedWord[], at: number): boolean {
  const next = words[at + 1];
  return (
    next !== undefined &&
    (next.wordClass === 'proper' ||
      /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|all|every|each)$/.test(next.lower))
  );
}

/** A word that may be a verb is one here unless an auxiliary or another verb follows ("which stop works" / "which light house is"). */
function endsPhrase(words: readonly TaggedWord[], at: number): boolean {
  const clauseEnd = words.findIndex(
    (word, index) => index > at && /^(?:when|if|that|because|who|which|while|after|before)$/.test(word.lower),
  );
  const rest = words.slice(at + 1, clauseEnd < 0 ? words.length : clauseEnd);
  const next = rest[0];
  if (
    next !== undefined &&
    (isAuxiliary(next.lower) || (isFiniteVerb(next.lower) && !/s$/.test(words[at]?.lower ?? '')))
  )
    return false;
  return !rest.some((word) => isAuxiliary(word.lower)) || rest.findIndex((word) => isAuxiliary(word.lower)) > 3;
}

function readWhat(words: readonly TaggedWord[], at: number): WhHead {
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
  if (measured === 'number' && rest[firstPhraseEnd]?.lower === 'of') {
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
