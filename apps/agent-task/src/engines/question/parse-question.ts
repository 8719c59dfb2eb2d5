import { conceptOf, type Concept } from '../language/concept.js';
import { isCommonWord } from '../language/common-words.js';
import { LIGHT_WORDS, SOFT_MODIFIERS, STOP_WORDS } from '../language/stop-words.js';
import { isNumber, isYear } from '../language/numbers.js';
import { isAuxiliary, readHead } from './question-head.js';
import { isBaseVerb, isFiniteVerb, isParticiple } from './verb-forms.js';
import { tagWords, type TaggedWord } from './tagged-word.js';
import type { Modifier, Question, Unit } from './question.js';

const POLITE =
  /^(?:(?:please|kindly|according to [^,]+,|could you|can you|would you|i(?:'d| would) like to know|do you know|tell me|explain(?: to me)?|describe|show me|find out|i want to know)[\s,]+)+(?=(?:who|whom|whose|what|which|when|where|why|how|at|in|on|from|by)\b)/i;
const IMPERATIVE = /^(?:please\s+)?(?:explain|describe|list|name|summari[sz]e|outline|give(?: me)?(?: an overview of)?|show(?: me)?|tell me(?: about)?|find)\s+/i;
const VERB_FOLLOWS = /^(?:that|who|which|before|after|when|while|not|then|never)$/;
const ASPECT_VERB = /^(?:start|starts|started|begin|begins|began|stop|stops|stopped|continue|continues|continued|try|tries|tried|manage|manages|tend|tends|happen|happens|seem|seems|want|wants|plan|plans|have|has|need|needs)$/;
const KNOWING = /^(?:tell|know|see|check|recognise|recognize|find|notice|say)$/;
const META_VERB = /^(?:prevent|prevents|prevented|keep|keeps|kept|stop|stops|stopped|protect|protects|protected|save|saves|saved|hinder|hinders|caused?|causes)$/;
const WEIGHT = { name: 0.8, noun: 0.7, adjective: 0.45, soft: 0.2 } as const;

/** Takes a question apart: what kind of answer it wants and which phrases an answer has to be about. */
export function parseQuestion(text: string): Question {
  const stripped = text.trim().replace(POLITE, '').replace(IMPERATIVE, '');
  const words = tagWords(stripped);
  const head = readHead(words);
  const body = [...words.slice(0, head.first), ...words.slice(head.next)];
  const verbIndex = findPredicate(body, head.next > 0);
  const predicateIndex = behindFrame(body, verbIndex, head.expected.kind);
  const framing = (word: TaggedWord, index: number): boolean => word.lower === head.quantity || (index === verbIndex && verbIndex !== predicateIndex) || (word.lower === 'sure' && index <= verbIndex + 1);
  const perceived = /^(?:seen|found|had|obtained|got|bought|visited|met)$/.test(body[predicateIndex]?.lower ?? '') && body.some((word) => /^(?:can|could|may)$/.test(word.lower));
  const kept = body.map((word, index) => (framing(word, index) ? { ...word, wordClass: 'function' as const } : word));
  const bodyUnits = unitsOf(kept, predicateIndex).map((unit) => (perceived && unit.predicate ? { ...unit, light: true } : unit));
  const units = [...unitsOf(head.asked, -1), ...(predicateIndex < 0 && head.next > 0 ? withAttribute(bodyUnits) : bodyUnits)];
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

/** Index of the main verb, or of the adjective that is said of the subject; -1 when only "to be" connects the parts. */
function findPredicate(body: readonly TaggedWord[], wh: boolean): number {
  const start = body.findIndex((word) => isAuxiliary(word.lower));
  const firstContent = body.findIndex((word) => word.wordClass !== 'function');
  if (wh && firstContent >= 0 && (start < 0 || start > firstContent) && body[firstContent]?.wordClass !== 'proper') {
    const lower = body[firstContent]?.lower ?? '';
    if (isFiniteVerb(lower) && (firstContent === 0 || !isDeterminer(body[firstContent - 1]?.lower ?? ''))) return firstContent;
  }
  if (start < 0) return body.findIndex((word) => word.wordClass === 'verb');
  const auxiliary = body[start]?.lower ?? '';
  return /^(?:is|are|was|were|am|isn't|aren't|wasn't|weren't)$/.test(auxiliary) ? afterBe(body, start) : afterDo(body, start);
}

/** "the salary of an engineer": where only "to be" connects the parts, the first noun is what has to be said of the rest. */
function withAttribute(units: readonly Unit[]): Unit[] {
  const first = units.findIndex((unit) => unit.kind === 'noun');
  const others = units.filter((unit) => !unit.light && unit.kind !== 'adjective');
  if (first !== 0 || others.length < 2) return [...units];
  return units.map((unit, index) => (index === first && !unit.light ? { ...unit, predicate: true } : unit));
}

function isPassive(body: readonly TaggedWord[], verb: number): boolean {
  return isParticiple(body[verb]?.lower ?? '') && body.slice(0, Math.max(0, verb)).some((word) => /^(?:is|are|was|were|be|been|being)$/.test(word.lower));
}

/**
 * "keep a message from being lost" asks about losing, "make sure that no event is skipped" about skipping, "start to
 * work" about working: the verb behind such a frame is the predicate.
 */
function behindFrame(body: readonly TaggedWord[], predicate: number, kind: string): number {
  const verb = body[predicate]?.lower ?? '';
  const next = body[predicate + 1];
  if (ASPECT_VERB.test(verb) && next !== undefined) {
    const inner = next.lower === 'to' ? predicate + 2 : predicate + 1;
    const word = body[inner];
    if (word !== undefined && word.wordClass !== 'function' && (next.lower === 'to' ? isBaseVerb(word.lower) : /ing$/.test(word.lower) && isParticiple(word.lower))) return inner;
  }
  if (KNOWING.test(verb)) {
    const that = body.findIndex((word, index) => index > predicate && /^(?:that|if|whether|when)$/.test(word.lower));
    const inner = that < 0 ? -1 : afterBe(body, body.findIndex((word, index) => index > that && isAuxiliary(word.lower)));
    if (inner > that && that >= 0) return inner;
    const finite = body.findIndex((word, index) => that >= 0 && index > that + 1 && word.wordClass !== 'function' && isFiniteVerb(word.lower));
    if (finite >= 0) return finite;
  }
  const to = body[predicate + 1]?.lower === 'to' && body.slice(0, predicate).some((word) => word.lower === 'it') ? body[predicate + 2] : undefined;
  if (to !== undefined && body[predicate]?.wordClass !== 'verb' && (to.wordClass === 'verb' || isBaseVerb(to.lower))) return predicate + 2;
  const sure = body[predicate]?.lower === 'sure' || (verb === 'make' && next?.lower === 'sure') || /^(?:ensure|guarantee)s?$/.test(verb);
  if (sure) {
    const that = body.findIndex((word, index) => index > predicate && word.lower === 'that');
    const clause = that < 0 ? body.slice(predicate + 2) : body.slice(that + 1);
    const offset = body.length - clause.length;
    const be = clause.findIndex((word) => isAuxiliary(word.lower));
    const at = clause.findIndex((word, index) => index > be && word.wordClass !== 'function' && (isParticiple(word.lower) || isBaseVerb(word.lower) || (be < 0 && isFiniteVerb(word.lower) && index > 0)));
    if (at >= 0) return offset + at;
  }
  if (!META_VERB.test(verb)) return predicate;
  const from = body.findIndex((word, index) => index > predicate && word.lower === 'from');
  const inner = body.findIndex((word, index) => index > from && word.wordClass !== 'function');
  if (from >= 0 && isParticiple(body[inner]?.lower ?? '')) return inner;
  return kind === 'reason' && /^(?:caused?|causes)$/.test(verb) ? -1 : predicate;
}

function isDeterminer(lower: string): boolean {
  return /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|of|in|on|at|for|with|by|from|to)$/.test(lower);
}

/** The runs of content words after `start`, cut at function words and breaks, as [from, to) pairs. */
function runs(body: readonly TaggedWord[], start: number): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let at = start; at <= body.length; at += 1) {
    const word = body[at];
    const inside = word !== undefined && word.wordClass !== 'function' && !(from >= 0 && word.afterBreak);
    if (inside && from < 0) from = at;
    if (!inside && from >= 0) {
      found.push([from, at]);
      from = word !== undefined && word.wordClass !== 'function' ? at : -1;
    }
  }
  return found;
}

/** After "to be": a participle, or an adjective that ends the subject's run. */
function afterBe(body: readonly TaggedWord[], start: number): number {
  const all = runs(body, start + 1);
  for (const [index, [from, to]] of all.entries()) {
    if (index > 0 && subordinate(body, from)) break;
    for (let at = to - 1; at >= from; at -= 1) {
      const word = body[at];
      if (word === undefined || word.wordClass === 'proper') continue;
      const alone = to - from === 1;
      const afterNoun = at > from || index > 0 || !isDeterminer(body[from - 1]?.lower ?? '') || alone;
      const inPlace = at === to - 1 || body[at + 1]?.wordClass === 'adverb';
      if (isParticiple(word.lower) && afterNoun && inPlace && !(alone && index === 0 && all.length > 1 && /ing$/.test(word.lower))) return at;
    }
    const last = body[to - 1];
    if (last?.wordClass === 'adjective' && to - from > 1) return to - 1;
    if (last?.wordClass === 'adjective' && index === 0 && to - from === 1 && !isDeterminer(body[from - 1]?.lower ?? '')) return to - 1;
  }
  return -1;
}

function subordinate(body: readonly TaggedWord[], from: number): boolean {
  return /^(?:when|if|that|who|which|because|while|after|before)$/.test(body[from - 1]?.lower ?? '');
}

/** After do, have or a modal verb: the base form or participle that follows the subject. */
function afterDo(body: readonly TaggedWord[], start: number): number {
  const all = runs(body, start + 1);
  const first = all[0];
  if (first === undefined) return -1;
  const [from, to] = first;
  const subjectGiven = body.slice(start + 1, from).some((word) => /^(?:i|you|we|they|it|he|she|one|this|that|these|those|there|who|somebody|anybody|nobody)$/.test(word.lower));
  if (subjectGiven) return from;
  const rest = all.slice(1).findIndex(([at]) => at > 0 && isVerbHere(body[at]) && !isDeterminer(body[at - 1]?.lower ?? ''));
  const inRun = verbInRun(body, from, to);
  if (inRun >= 0) return inRun;
  if (rest >= 0) return all[rest + 1]?.[0] ?? -1;
  for (const [at, end] of all.slice(1)) {
    if (subordinate(body, at)) break;
    if (end - at > 1 && isVerbHere(body[end - 1]) && body[end - 1]?.wordClass !== 'proper') return end - 1;
  }
  return to - from > 1 ? to - 1 : -1;
}

function isVerbHere(word: TaggedWord | undefined): boolean {
  return word !== undefined && (word.wordClass === 'verb' || isBaseVerb(word.lower) || isParticiple(word.lower));
}

function verbInRun(body: readonly TaggedWord[], from: number, to: number): number {
  const isBase = (at: number): boolean => {
    const word = body[at];
    return word !== undefined && word.wordClass !== 'proper' && (isBaseVerb(word.lower) || isParticiple(word.lower));
  };
  if (to - 1 > from && isBase(to - 1)) return to - 1;
  for (let at = to - 1; at > from; at -= 1) if (body[at]?.wordClass === 'verb') return at;
  for (let at = to - 1; at > from; at -= 1) if (isBase(at)) return at;
  return -1;
}

/** The phrases of the words; the word at `predicate` is one of its own. */
function unitsOf(words: readonly TaggedWord[], predicate: number): Unit[] {
  const units: Unit[] = [];
  for (const [from, to] of runs(words, 0)) {
    let phrase: TaggedWord[] = [];
    for (let at = from; at < to; at += 1) {
      const word = words[at];
      if (word === undefined) continue;
      const verbLike = at === predicate || isSecondVerb(words, at, from, to);
      if (verbLike || (isNumber(word.lower) && isYear(word.lower))) {
        units.push(...nounUnits(phrase, isArticle(words, from)));
        phrase = [];
        units.push(verbLike ? verbUnit(word, at === predicate) : numberUnit(word));
      } else {
        phrase.push(word);
        if (/['’]s?$/.test(word.surface) && at + 1 < to) {
          units.push(...nounUnits(phrase, false));
          phrase = [];
        }
      }
    }
    units.push(...nounUnits(phrase, isArticle(words, from)));
  }
  return units;
}

/** A verb beside the predicate: after a word that calls for one, or a participle at the end of its run. */
function isSecondVerb(words: readonly TaggedWord[], at: number, from: number, to: number): boolean {
  const word = words[at];
  if (word === undefined || word.wordClass === 'proper') return false;
  if (at === from && afterTo(words, at)) return true;
  if (word.wordClass !== 'verb' && !(word.wordClass === 'noun' && isFiniteVerb(word.lower))) return false;
  if (leadsNoun(words, at, to)) return false;
  const previous = words[at - 1];
  if (previous === undefined) return false;
  if (VERB_FOLLOWS.test(previous.lower)) return isFiniteVerb(word.lower) || isParticiple(word.lower);
  return at === to - 1 && isParticiple(word.lower) && (at > from || !isDeterminer(previous.lower));
}

/** A participle before a noun narrows it ("failed job"). */
function leadsNoun(words: readonly TaggedWord[], at: number, to: number): boolean {
  const previous = words[at - 1]?.lower ?? '';
  if (/^(?:before|after|when|while|by|from|of|without|to)$/.test(previous)) return false;
  return at + 1 < to && /(?:ed|en|ing)$/.test(words[at]?.lower ?? '');
}

function afterTo(words: readonly TaggedWord[], at: number): boolean {
  return /^(?:to|i|you|we|they|it|he|she)$/.test(words[at - 1]?.lower ?? '') && isBaseVerb(words[at]?.lower ?? '');
}

function verbUnit(word: TaggedWord, predicate: boolean): Unit {
  const kind = word.wordClass === 'adjective' ? 'adjective' : 'verb';
  const light = LIGHT_WORDS.has(baseOf(word.lower)) || (!predicate && META_VERB.test(word.lower));
  return { kind, head: conceptOf(word.lower), modifiers: [], light, predicate };
}

function baseOf(lower: string): string {
  const concept: Concept = conceptOf(lower, false);
  return LIGHT_WORDS.has(lower) ? lower : (concept.keys.find((key) => LIGHT_WORDS.has(key)) ?? lower);
}

function numberUnit(word: TaggedWord): Unit {
  return { kind: 'number', head: conceptOf(word.lower, false), modifiers: [], light: false, predicate: false };
}

function isArticle(words: readonly TaggedWord[], from: number): boolean {
  return /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|each|every)$/.test(words[from - 1]?.lower ?? '');
}

/** The noun phrase and the adjectives and adverbs beside it; behind an article the last word is a noun whatever its tag. */
function nounUnits(phrase: readonly TaggedWord[], article: boolean): Unit[] {
  const adverbs = phrase.filter((word) => word.wordClass === 'adverb');
  const words = phrase.filter((word) => word.wordClass !== 'adverb');
  const nounBefore = words.slice(0, -1).some((word) => word.wordClass === 'noun' || word.wordClass === 'proper');
  const said = words.at(-1)?.wordClass === 'adjective' && (nounBefore || !article) ? words.slice(-1) : [];
  const rest = words.slice(0, words.length - said.length);
  return [...nounUnit(rest), ...[...said, ...adverbs].map((word) => adjectiveUnit(word))];
}

function nounUnit(words: readonly TaggedWord[]): Unit[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const general = last.wordClass !== 'proper' && LIGHT_WORDS.has(last.lower);
  const head = words.length > 1 && general && words.at(-2)?.wordClass !== 'adjective' ? (words.at(-2) ?? last) : last;
  const modifiers = words.filter((word) => word !== head && word !== last).map((word) => modifierOf(word));
  const kind = head.wordClass === 'proper' && !(words.length > 1 && isCommonWord(head.lower)) ? 'name' : head.wordClass === 'number' ? 'number' : 'noun';
  const light = kind !== 'name' && LIGHT_WORDS.has(head.lower);
  return [{ kind, head: conceptOf(head.lower, kind !== 'name'), modifiers, light, predicate: false }];
}

function adjectiveUnit(word: TaggedWord): Unit {
  const light = LIGHT_WORDS.has(word.lower) || SOFT_MODIFIERS.has(word.lower);
  return { kind: 'adjective', head: conceptOf(word.lower), modifiers: [], light, predicate: false };
}

function modifierOf(word: TaggedWord): Modifier {
  const proper = word.wordClass === 'proper';
  const soft = SOFT_MODIFIERS.has(word.lower);
  const adjective = word.wordClass === 'adjective' || word.wordClass === 'verb';
  const weight = proper ? WEIGHT.name : soft ? WEIGHT.soft : adjective ? WEIGHT.adjective : WEIGHT.noun;
  return { concept: conceptOf(word.lower, !proper), weight, proper };
}
