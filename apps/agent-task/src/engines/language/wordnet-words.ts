import lemmatizer from 'wink-lemmatizer';
import { synsetAt, synsetOffsets, type PartOfSpeech, type Synset } from './wordnet-files.js';

/** How many meanings of a word are followed: the first ones are by far the most frequent. */
const SENSES: Readonly<Record<PartOfSpeech, number>> = { v: 3, n: 2, a: 2 };
/** A phrase has fewer meanings, none of them rare. */
const PHRASE_SENSES = 5;
const SYNONYM = 0.75;
const DERIVED = 0.8;
/** A more general noun: the answer may call a thing by its class. */
const GENERAL = 0.55;
const SPECIAL = 0.7;
/** What each further meaning, and each further level of special terms, takes off. */
const DECAY = 0.1;
const PHRASE_DECAY = 0.04;
const LEVEL_DECAY = 0.03;
const LEVELS = 3;
const MOST_SPECIAL = 400;
const CACHE_LIMIT = 5_000;
const cache = new Map<string, ReadonlyMap<string, number>>();

/**
 * Words that may stand for `word`, read as one of the parts of speech, according to WordNet, with a strength below 1: synonyms, derived words, and terms
 * more special than a noun (`dish` -> `stew`). Phrases are joined by `_`.
 */
export function wordnetWords(word: string, parts: readonly PartOfSpeech[]): ReadonlyMap<string, number> {
  const key = `${word} ${parts.join('')}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const found = new Map<string, number>();
  for (const part of parts) addWords(found, lemmaOf(word, part), part);
  found.delete(word);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(key, found);
  return found;
}

const LEMMATISERS: Readonly<Record<PartOfSpeech, (word: string) => string>> = {
  v: (word) => lemmatizer.verb(word),
  n: (word) => lemmatizer.noun(word),
  a: (word) => lemmatizer.adjective(word),
};

/** Of a phrase the first word is inflected. */
function lemmaOf(word: string, part: PartOfSpeech): string {
  const [first = word, ...rest] = word.split('_');
  return [LEMMATISERS[part](first), ...rest].join('_');
}

/** The base form of a verb. */
export function verbLemma(word: string): string {
  return lemmatizer.verb(word);
}

function addWords(found: Map<string, number>, word: string, partOfSpeech: PartOfSpeech): void {
  const senses = word.includes('_') ? PHRASE_SENSES : SENSES[partOfSpeech];
  const offsets = synsetOffsets(word, partOfSpeech).slice(0, senses);
  const decay = word.includes('_') ? PHRASE_DECAY : DECAY;
  for (const [rank, offset] of offsets.entries()) {
    const synset = synsetAt(partOfSpeech, offset);
    add(found, synset, SYNONYM - rank * decay);
    for (const { symbol, partOfSpeech: part, offset: target } of synset.pointers) {
      if (part === null) continue;
      if (symbol === '+') add(found, synsetAt(part, target), DERIVED - rank * decay);
      if (symbol === '&') add(found, synsetAt(part, target), SYNONYM - (rank + 1) * decay);
    }
    if (partOfSpeech === 'n') addSpecial(found, synset);
    if (partOfSpeech === 'n' && rank === 0) addGeneral(found, synset);
  }
}

function addSpecial(found: Map<string, number>, synset: Synset): void {
  let level = [synset];
  for (let depth = 0; depth < LEVELS; depth += 1) {
    const below = level.flatMap(({ pointers }) =>
      pointers.filter(({ symbol, partOfSpeech }) => symbol.startsWith('~') && partOfSpeech === 'n'),
    );
    if (below.length > MOST_SPECIAL) return;
    level = below.map(({ offset }) => synsetAt('n', offset));
    for (const special of level) add(found, special, SPECIAL - depth * LEVEL_DECAY);
  }
}

/** What a thing is: a piano is an instrument. */
function addGeneral(found: Map<string, number>, synset: Synset): void {
  for (const { symbol, partOfSpeech, offset } of synset.pointers) {
    if (symbol === '@' && partOfSpeech === 'n') add(found, synsetAt('n', offset), GENERAL);
  }
}

function add(found: Map<string, number>, synset: Synset, strength: number): void {
  for (const word of synset.words) found.set(word, Math.max(strength, found.get(word) ?? 0));
}
