import { isCommonWord } from '../language/common-words.js';
import { conceptOf } from '../language/concept.js';
import { isNumber, isYear } from '../language/numbers.js';
import { LIGHT_WORDS, SOFT_MODIFIERS } from '../language/stop-words.js';
import { verbLemma } from '../language/wordnet-words.js';
import { synsetOffsets } from '../language/wordnet-files.js';
import { isBaseVerb, isFiniteVerb, isParticiple } from '../language/verb-forms.js';
import { isDeterminer, runs } from './find-predicate.js';
import type { Modifier, Unit } from './question.js';
import { isFrameVerb } from './question-frames.js';
import type { TaggedWord } from './tagged-word.js';

const VERB_FOLLOWS = /^(?:that|who|which|before|after|when|while|not|then|never)$/;
const WEIGHT = { name: 0.8, noun: 0.7, adjective: 0.45, soft: 0.2 } as const;

/** The phrases of the words; the word at `predicate` is one of its own. */
export function unitsOf(words: readonly TaggedWord[], predicate: number): Unit[] {
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
        units.push(verbLike ? verbUnit(word, particleAt(words, at + 1), at === predicate) : numberUnit(word));
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

/** The particle of a phrasal verb; "in", "on", "off" and "over" are prepositions where a noun phrase follows. */
function particleAt(words: readonly TaggedWord[], at: number): string | null {
  const [word, next] = [words[at], words[at + 1]];
  if (word === undefined || word.wordClass !== 'function' || word.afterBreak) return null;
  if (/^(?:up|down|out|away|back)$/.test(word.lower)) return word.lower;
  const alone = next === undefined || (next.wordClass === 'function' && !isDeterminer(next.lower));
  return alone && /^(?:in|on|off|over)$/.test(word.lower) ? word.lower : null;
}

function verbUnit(word: TaggedWord, particle: string | null, predicate: boolean): Unit {
  const kind = word.wordClass === 'adjective' ? 'adjective' : 'verb';
  const light = LIGHT_WORDS.has(baseOf(word.lower)) || (!predicate && isFrameVerb(word.lower));
  if (particle !== null && synsetOffsets(`${verbLemma(word.lower)}_${particle}`, 'v').length > 0) {
    return { kind, head: conceptOf(`${word.lower}_${particle}`, 'verb'), modifiers: [], light: false, predicate };
  }
  return { kind, head: conceptOf(word.lower, kind), modifiers: [], light, predicate };
}

function baseOf(lower: string): string {
  const concept = conceptOf(lower, 'exact');
  return LIGHT_WORDS.has(lower) ? lower : (concept.keys.find((key) => LIGHT_WORDS.has(key)) ?? lower);
}

function numberUnit(word: TaggedWord): Unit {
  return { kind: 'number', head: conceptOf(word.lower, 'exact'), modifiers: [], light: false, predicate: false };
}

function isArticle(words: readonly TaggedWord[], from: number): boolean {
  return /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|each|every)$/.test(
    words[from - 1]?.lower ?? '',
  );
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
  const before = words.at(-2);
  const head = general && before !== undefined && !SOFT_MODIFIERS.has(before.lower) ? before : last;
  const modifiers = words.filter((word) => word !== head && word !== last).map((word) => modifierOf(word));
  const kind =
    head.wordClass === 'proper' && !(words.length > 1 && isCommonWord(head.lower))
      ? 'name'
      : head.wordClass === 'number'
        ? 'number'
        : 'noun';
  const light = kind !== 'name' && (LIGHT_WORDS.has(head.lower) || SOFT_MODIFIERS.has(head.lower));
  return [
    { kind, head: conceptOf(head.lower, kind === 'name' ? 'exact' : 'noun'), modifiers, light, predicate: false },
  ];
}

function adjectiveUnit(word: TaggedWord): Unit {
  const light = LIGHT_WORDS.has(word.lower) || SOFT_MODIFIERS.has(word.lower);
  return { kind: 'adjective', head: conceptOf(word.lower, 'any'), modifiers: [], light, predicate: false };
}

function modifierOf(word: TaggedWord): Modifier {
  const proper = word.wordClass === 'proper';
  const soft = SOFT_MODIFIERS.has(word.lower);
  const adjective = word.wordClass === 'adjective' || word.wordClass === 'verb';
  const weight = proper ? WEIGHT.name : soft ? WEIGHT.soft : adjective ? WEIGHT.adjective : WEIGHT.noun;
  return { concept: conceptOf(word.lower, proper ? 'exact' : adjective ? 'adjective' : 'noun'), weight, proper };
}
