import { isAuxiliary } from '../question/auxiliaries.js';
import { isFiniteVerb } from '../language/verb-forms.js';
import { tagWords, type TaggedWord } from '../question/tagged-word.js';

const WH = new Set(['who', 'whom', 'whose', 'what', 'which', 'when', 'where', 'why', 'how']);
const PREPOSITIONS = new Set(
  'at in on by from for to with of since until under over through during about against into'.split(' '),
);
const COMMANDS = /^(?:explain|describe|list|name|compare|outline|summari[sz]e|tell|give|show)$/;

/** Cuts a text into sentences and clauses that each ask something of their own, in order, white space collapsed. */
export function splitQuestion(text: string): string[] {
  const sentences = text
    .replace(/\s+/g, ' ')
    .split(/(?<=\?)\s*|;\s*|(?<=[.!])\s+(?=\p{Lu})/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}]/u.test(sentence));
  const questions = sentences.filter((sentence) => asks(sentence));
  return (questions.length > 0 ? questions : sentences).flatMap((sentence) => splitClauses(sentence));
}

function asks(sentence: string): boolean {
  if (sentence.endsWith('?')) return true;
  const first = tagWords(sentence)[0]?.lower ?? '';
  return WH.has(first) || isAuxiliary(first) || COMMANDS.test(first);
}

function splitClauses(sentence: string): string[] {
  const words = tagWords(sentence);
  const starts = words.map((_, index) => index).filter((index) => index > 0 && startsClause(sentence, words, index));
  const borders = [0, ...starts, words.length];
  return borders.slice(0, -1).map((from, index) => {
    const to = borders[index + 1] ?? words.length;
    const begin = from === 0 ? 0 : (words[from]?.start ?? 0);
    const end = to === words.length ? sentence.length : (words[to - 1]?.end ?? sentence.length);
    return withoutConnective(sentence.slice(begin, end));
  });
}

/** The clause without "and", "or" and commas at its ends. */
function withoutConnective(clause: string): string {
  return clause
    .replace(/[\s,]*(?:\b(?:and|or|but)\b(?:\s+(?:also|then))?)?[\s,]*$/i, '')
    .replace(/^[\s,]*(?:(?:and|or|but)\b(?:\s+(?:also|then)\b)?\s*)?/i, '')
    .trim();
}

/** A new question begins behind "and" or a comma where a question word is followed by what a question has. */
function startsClause(sentence: string, words: readonly TaggedWord[], index: number): boolean {
  if (!isJoined(sentence, words, index)) return false;
  if (!isComplete(words.slice(0, index)) && !isBareQuestionWord(words, index)) return false;
  const at = PREPOSITIONS.has(words[index]?.lower ?? '') ? index + 1 : index;
  const word = words[at];
  if (word === undefined) return false;
  if (WH.has(word.lower)) return asksOnItsOwn(words, at);
  if (COMMANDS.test(word.lower)) return index + 1 < words.length;
  return (
    at === index && isAuxiliary(word.lower) && isSubject(words[index + 1]) && !WH.has(words[index - 2]?.lower ?? '')
  );
}

function isJoined(sentence: string, words: readonly TaggedWord[], index: number): boolean {
  const before = words[index - 1]?.lower ?? '';
  const joined =
    /^(?:and|or|but)$/.test(before) || (/^(?:also|then)$/.test(before) && words[index - 2]?.lower === 'and');
  const comma = sentence.slice(words[index - 1]?.end ?? 0, words[index]?.start ?? 0).includes(',');
  return joined || (comma && WH.has(words[index]?.lower ?? '') && isInverted(words, index));
}

/** "when was ...", "how long does ...", "who wrote ...", and "where?" at the end. */
function asksOnItsOwn(words: readonly TaggedWord[], at: number): boolean {
  const rest = words.slice(at + 1);
  if (rest.length === 0 || words[at + 1]?.afterBreak === true || rest[0]?.lower === 'and') return true;
  if (isInverted(words, at)) return true;
  const wh = words[at]?.lower ?? '';
  if (/^(?:who|what|which)$/.test(wh))
    return rest.slice(0, 4).some((word) => isAuxiliary(word.lower) || isFiniteVerb(word.lower));
  return (
    wh === 'how' && rest.length <= 2 && /^(?:long|much|many|far|often|old|big|high|fast)$/.test(rest[0]?.lower ?? '')
  );
}

function isInverted(words: readonly TaggedWord[], at: number): boolean {
  const [first, second, third] = words.slice(at + 1, at + 4).map((word) => word.lower);
  if (first !== undefined && isAuxiliary(first)) return true;
  if (words[at]?.lower === 'how' || words[at]?.lower === 'what' || words[at]?.lower === 'which') {
    return (
      [second, third].some((word) => word !== undefined && isAuxiliary(word)) ||
      (/^(?:what|which)$/.test(words[at]?.lower ?? '') && isFiniteVerb(first ?? ''))
    );
  }
  return words[at]?.lower === 'who' && isFiniteVerb(first ?? '');
}

function isSubject(word: TaggedWord | undefined): boolean {
  return (
    word !== undefined &&
    (word.wordClass === 'proper' ||
      /^(?:it|they|he|she|there|this|that|these|those|the|a|an|i|you|we|its|their)$/.test(word.lower))
  );
}

/** What stands before has a question word or auxiliary of its own and something said. */
function isComplete(words: readonly TaggedWord[]): boolean {
  const asked = words.some((word) => WH.has(word.lower) || isAuxiliary(word.lower) || COMMANDS.test(word.lower));
  return asked && words.filter((word) => word.wordClass !== 'function').length > 0;
}

/** "When and where was it built?": the first question word shares the rest. */
function isBareQuestionWord(words: readonly TaggedWord[], index: number): boolean {
  return index === 2 && WH.has(words[0]?.lower ?? '') && words[1]?.lower === 'and' && WH.has(words[2]?.lower ?? '');
}
