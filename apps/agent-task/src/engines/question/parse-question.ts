import { STOP_WORDS } from '../language/stop-words.js';
import { findPredicate, isPassive } from './find-predicate.js';
import { behindFrame } from './question-frames.js';
import { readHead } from './question-head.js';
import { unitsOf } from './question-units.js';
import type { Question, Unit } from './question.js';
import { tagWords, type TaggedWord } from './tagged-word.js';

const POLITE =
  /^(?:(?:please|kindly|according to [^,]+,|could you|can you|would you|i(?:'d| would) like to know|do you know|tell me|explain(?: to me)?|describe|show me|find out|i want to know)[\s,]+)+(?=(?:who|whom|whose|what|which|when|where|why|how|at|in|on|from|by)\b)/i;
const IMPERATIVE =
  /^(?:please\s+)?(?:explain|describe|list|name|summari[sz]e|outline|give(?: me)?(?: an overview of)?|show(?: me)?|tell me(?: about)?|find)\s+/i;

/** Takes a question apart: what kind of answer it wants and which phrases an answer has to be about. */
export function parseQuestion(text: string): Question {
  const stripped = text.trim().replace(POLITE, '').replace(IMPERATIVE, '');
  const words = tagWords(stripped);
  const head = readHead(words);
  const body = [...words.slice(0, head.first), ...words.slice(head.next)];
  const verbIndex = findPredicate(body, head.next > 0);
  const predicateIndex = behindFrame(body, verbIndex, head.expected.kind);
  const framing = (word: TaggedWord, index: number): boolean =>
    word.lower === head.quantity ||
    (index === verbIndex && verbIndex !== predicateIndex) ||
    (word.lower === 'sure' && index <= verbIndex + 1);
  const perceived =
    /^(?:seen|found|had|obtained|got|bought|visited|met)$/.test(body[predicateIndex]?.lower ?? '') &&
    body.some((word) => /^(?:can|could|may)$/.test(word.lower));
  const kept = body.map((word, index) => (framing(word, index) ? { ...word, wordClass: 'function' as const } : word));
  const bodyUnits = unitsOf(kept, predicateIndex).map((unit) =>
    perceived && unit.predicate ? { ...unit, light: true } : unit,
  );
  const units = [
    ...unitsOf(head.asked, -1).map((unit) => (head.expected.kind === 'instance' ? { ...unit, light: true } : unit)),
    ...(predicateIndex < 0 && head.next > 0 ? withAttribute(bodyUnits) : bodyUnits),
  ];
  const content = words.filter((word) => word.wordClass !== 'function').map((word) => word.lower);
  return {
    text,
    expected: head.expected,
    units: units.filter((unit, index) => units.findIndex((other) => sameUnit(other, unit)) === index),
    words: new Set(content),
    passive: isPassive(body, verbIndex),
    english: words.some((word) => STOP_WORDS.has(word.lower)) || words.length <= 2,
  };
}

function sameUnit(left: Unit, right: Unit): boolean {
  return left.head.word === right.head.word && left.kind === right.kind && left.predicate === right.predicate;
}

/** "the salary of an engineer": where only "to be" connects the parts, the first noun is what has to be said of the rest. */
function withAttribute(units: readonly Unit[]): Unit[] {
  const first = units.findIndex((unit) => unit.kind === 'noun');
  const others = units.filter((unit) => !unit.light && unit.kind !== 'adjective');
  if (first !== 0 || others.length < 2) return [...units];
  return units.map((unit, index) => (index === first && !unit.light ? { ...unit, predicate: true } : unit));
}
