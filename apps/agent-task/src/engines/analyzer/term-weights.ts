import { isCommonWord } from '../language/common-words.js';
import type { Unit } from '../question/question.js';
import { indexCache } from '../text/index-cache.js';
import type { TextDocument } from '../text/text-document.js';
import { vocabulary } from '../text/vocabulary.js';

/** How rare the words of a question are in a collection. */
export interface Rarity {
  /** 0 (in every sentence) .. 1 (in none): of the unit's head, or of its rarest proper name. */
  of(unit: Unit): number;
  /** True when the unit names what most of the documents are about. */
  isTopic(unit: Unit): boolean;
}

/** Share of the documents that name what the whole collection is about: a name, or a common noun. */
const NAME_SHARE = 0.8;
const NOUN_SHARE = 0.7;
/** A name that is also a common word ("Go") has to stand nearly everywhere. */
const COMMON_NAME_SHARE = 0.9;

/** A name, or a noun that nothing narrows: "the island", but not "the town hall". */
function mayBeTopic(unit: Unit): boolean {
  if (unit.kind === 'name') return true;
  return unit.kind === 'noun' && !unit.predicate && unit.modifiers.length === 0;
}

function shareOf(unit: Unit): number {
  if (unit.kind !== 'name') return NOUN_SHARE;
  return isCommonWord(unit.head.word) ? COMMON_NAME_SHARE : NAME_SHARE;
}

/** Counts the sentences and documents that hold each head of the units, in any of its own forms. */
export function measureRarity(units: readonly Unit[], documents: readonly TextDocument[]): Rarity {
  const heads = units.map((unit) => [
    unit.head,
    ...unit.modifiers.filter((modifier) => modifier.proper).map((modifier) => modifier.concept),
  ]);
  const keys = new Map<string, number>();
  for (const concept of heads.flat()) for (const key of concept.keys) if (!keys.has(key)) keys.set(key, keys.size);
  const sentences = new Float64Array(keys.size);
  const holders = new Float64Array(keys.size);
  const total = count(documents, keys, sentences, holders);
  const rarity = (position: number): number =>
    Math.log(1 + total / (1 + (sentences[position] ?? 0))) / Math.log(1 + total);
  const positions = (word: { keys: readonly string[] }): number[] => word.keys.map((key) => keys.get(key) ?? 0);
  return {
    of: (unit) =>
      Math.max(
        ...(heads[units.indexOf(unit)] ?? [unit.head]).map((concept) => Math.min(...positions(concept).map(rarity))),
      ),
    isTopic: (unit) =>
      documents.length > 1 &&
      mayBeTopic(unit) &&
      positions(unit.head).some((position) => (holders[position] ?? 0) >= documents.length * shareOf(unit)),
  };
}

/** Most keys that are told apart: one bit each. */
const MAX_KEYS = 31;

function count(
  documents: readonly TextDocument[],
  keys: ReadonlyMap<string, number>,
  sentences: Float64Array,
  holders: Float64Array,
): number {
  const indexes = documents.map((document) => indexCache.get(document));
  const bits = keyBits(keys);
  let total = 0;
  for (const index of indexes) {
    let seen = 0;
    total += index.places.length;
    for (let sentence = 0; sentence < index.places.length; sentence += 1) {
      let here = 0;
      const to = index.firstWord[sentence + 1] ?? 0;
      for (let at = index.firstWord[sentence] ?? 0; at < to; at += 1) here |= bits[index.words[at] ?? 0] ?? 0;
      if (here === 0) continue;
      seen |= here;
      addBits(sentences, here);
    }
    addBits(holders, seen);
  }
  return Math.max(2, total);
}

/** For every word of the vocabulary, a bit for each key that it has. */
function keyBits(keys: ReadonlyMap<string, number>): Int32Array {
  const bits = new Int32Array(vocabulary.size);
  for (let word = 0; word < bits.length; word += 1) {
    for (const key of vocabulary.keysAt(word)) {
      const position = keys.get(key);
      if (position !== undefined && position < MAX_KEYS) bits[word] = (bits[word] ?? 0) | (1 << position);
    }
  }
  return bits;
}

function addBits(counts: Float64Array, bits: number): void {
  for (let position = 0; position < Math.min(counts.length, MAX_KEYS); position += 1) {
    if ((bits & (1 << position)) !== 0) counts[position] = (counts[position] ?? 0) + 1;
  }
}
