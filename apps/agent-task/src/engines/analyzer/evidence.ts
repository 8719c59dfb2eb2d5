import type { Concept } from '../language/concept.js';
import { memberKeys } from '../language/related-words.js';
import type { ExpectedAnswer, Question } from '../question/question.js';
import type { SentenceWord } from '../text/document-index.js';
import { holdsFrequency, quantities } from './quantities.js';
import { isRole } from './role-words.js';
import type { SentenceView } from './sentence-view.js';
import { holdsDate, holdsRelativeTime, isCalendarWord } from './time-words.js';
import { holdsReason, holdsMethod } from './connectives.js';
import { defines } from './definitions.js';

/** What the evidence is judged on. */
export interface EvidenceInput {
  readonly question: Question;
  readonly view: SentenceView;
  /** The sentence after it in the same section, if any. */
  readonly following: SentenceView | null;
  /** The predicate, or what stands for it, is met in the sentence itself. */
  readonly predicateHere: boolean;
}

/** 0..1: whether the sentence holds an answer of the kind asked for, beyond what the question says itself. */
export function evidenceFor(input: EvidenceInput): number {
  if (!saysMore(input)) return 0;
  return judge(input.question.expected, input);
}

/** The sentence has to say something that the question does not. */
function saysMore({ question, view }: EvidenceInput): boolean {
  const fresh = view.words.filter(
    (word) =>
      isPartOfName(view.text, view.words[0]?.start ?? 0, word) ||
      (!word.stop && !question.words.has(word.lower) && !isKnown(question, word)),
  );
  return fresh.length > 0 || question.expected.kind === 'yes-no';
}

/** A part of a compound name such as `onRequest` says something of its own. */
function isPartOfName(text: string, offset: number, word: SentenceWord): boolean {
  return (
    /\p{Ll}$/u.test(text.slice(Math.max(0, word.start - offset - 1), Math.max(0, word.start - offset))) &&
    /^\p{Lu}/u.test(word.surface)
  );
}

function isKnown(question: Question, word: SentenceWord): boolean {
  return question.units.some((unit) =>
    [unit.head, ...unit.modifiers.map((modifier) => modifier.concept)].some(
      (concept) => concept.strength(word.keys) === 1,
    ),
  );
}

function judge(expected: ExpectedAnswer, input: EvidenceInput): number {
  const { view, question } = input;
  switch (expected.kind) {
    case 'person':
      return personEvidence(view.words, question);
    case 'time':
      return timeEvidence(expected.past, view, question);
    case 'place':
      return placeEvidence(view, question);
    case 'reason':
      return holdsReason(view, input.following);
    case 'method':
      return holdsMethod(view) ? 1 : 0.85;
    case 'definition':
      return defines(question, view);
    case 'count':
      return countEvidence(expected.counted, view, question);
    case 'measure':
      return measureEvidence(expected, view, question, input.predicateHere);
    case 'name':
      return view.words.some((word) => isNewName(word, question)) ? 1 : 0;
    case 'instance':
      return instanceEvidence(expected.of, view, question);
    case 'yes-no':
      return 1;
    case 'statement':
      return 0.95;
  }
}

function isNewName(word: SentenceWord, question: Question): boolean {
  return (
    word.proper &&
    !word.stop &&
    !word.number &&
    !isCalendarWord(word.lower) &&
    !question.words.has(word.lower) &&
    word.surface.length > 1
  );
}

const PLACE_PREPOSITION =
  /^(?:in|at|from|near|to|on|of|into|between|behind|across|through|over|under|towards|north|south|east|west)$/;

function personEvidence(words: readonly SentenceWord[], question: Question): number {
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

function timeEvidence(past: boolean, view: SentenceView, question: Question): number {
  if (holdsDate(view.words, question.words)) return 1;
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

const WHERE =
  /^(?:in|at|on|near|behind|beside|under|above|below|along|inside|outside|between|within|opposite|around|into|through|over|across|to|from|beneath|underneath)$/;

function placeEvidence(view: SentenceView, question: Question): number {
  let value = 0;
  for (const [at, word] of view.words.entries()) {
    if (!WHERE.test(word.lower)) continue;
    const phrase = view.words.slice(at + 1, at + 5);
    const noun = phrase.find((next) => !next.stop);
    if (noun === undefined || isCalendarWord(noun.lower) || noun.number || question.words.has(noun.lower)) continue;
    value = Math.max(value, noun.proper ? 1 : 0.85);
  }
  return value;
}

const PEOPLE =
  /^(?:people|person|persons|inhabitants?|residents?|members?|visitors?|patients?|men|women|employees?|users?|workers?|passengers?|victims?)$/;

function countEvidence(counted: Concept | null, view: SentenceView, question: Question): number {
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
  const earlier = Math.max(0, ...before.map((word) => counted.strength(word.keys) * 0.75));
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

function measureEvidence(
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
    ? /^(?:is|are|was|were|be|lasts?|takes?|lasted|took|for|within)$/
    : /^(?:is|are|was|were|be|lasts?|takes?|lasted|took)$/;
  return numbers.some((at) => words.slice(Math.max(0, at - 3), at).some((word) => link.test(word.lower)));
}

function instanceEvidence(of: Concept, view: SentenceView, question: Question): number {
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
