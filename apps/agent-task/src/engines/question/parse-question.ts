import { wordSet } from '../language/word-lines.js';
import { FOREIGN_STOP_WORDS as FOREIGN } from '../language/foreign-stop-words.js';
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

const ENGLISH = wordSet(`
the of is are does did do has have had can could should would will how what when where why who whom whose which to and for by with from many much long it its they their a an at on be been
`);

const CIRCUMSTANCE = /^(?:when|if|while|because|although|once|as|during)$/;

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
  const bodyUnits = withCircumstances(kept, predicateIndex).map((unit) =>
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
    english: isEnglish(words),
  };
}

function sameUnit(left: Unit, right: Unit): boolean {
  return left.head.word === right.head.word && left.kind === right.kind && left.predicate === right.predicate;
}

/** The units of the clause that asks, and those behind "when", "if", "as", "during" as circumstances where it has things of its own. */
function withCircumstances(body: readonly TaggedWord[], predicate: number): Unit[] {
  const border = body.findIndex((word, index) => index > Math.max(predicate, 0) && CIRCUMSTANCE.test(word.lower));
  if (border < 0) return unitsOf(body, predicate);
  const main = unitsOf(body.slice(0, border), predicate);
  const rest = unitsOf(body.slice(border), -1);
  const ownThings = main.some(
    (unit) => !unit.light && !unit.predicate && (unit.kind === 'noun' || unit.kind === 'name'),
  );
  return ownThings ? [...main, ...rest.map((unit) => ({ ...unit, circumstance: true }))] : [...main, ...rest];
}

/** "the salary of an engineer": where only "to be" connects the parts, the first noun is what has to be said of the rest. */
function withAttribute(units: readonly Unit[]): Unit[] {
  const first = units.findIndex((unit) => unit.kind === 'noun');
  const others = units.filter((unit) => !unit.light && unit.kind !== 'adjective');
  if (first !== 0 || others.length < 2) return [...units];
  return units.map((unit, index) => (index === first && !unit.light ? { ...unit, predicate: true } : unit));
}

/** True when a word of English grammar stands in it, or nothing says that it is another language. */
function isEnglish(words: readonly TaggedWord[]): boolean {
  if (words.some((word) => ENGLISH.has(word.lower))) return true;
  return words.every((word) => !FOREIGN.has(word.lower) && /^[\x20-\x7e]+$/.test(word.surface));
}
