import { isAuxiliary } from './auxiliaries.js';
import type { ExpectedAnswer } from './question.js';
import { readHow } from './read-how.js';
import { readWhat } from './read-what.js';
import type { TaggedWord } from './tagged-word.js';
import type { QuestionHead, WhHead } from './wh-head.js';

const WH = new Set(['who', 'whom', 'whose', 'when', 'where', 'why', 'how', 'what', 'which']);

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
