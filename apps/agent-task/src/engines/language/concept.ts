import { phraseKey, relatedKeys } from './related-words.js';
import { stemKey, wordKeys } from './word-keys.js';
import { LIGHT_WORDS } from './stop-words.js';
import type { PartOfSpeech } from './wordnet-files.js';
import { wordnetWords } from './wordnet-words.js';

const SAME_FAMILY = 0.85;
const COMPOUND = 0.55;
/** A very general word stands for a special one only in part ("take" for "choose"). */
const GENERAL = 0.6;
/** The verb of a phrasal verb without its particle. */
const PHRASAL = 0.7;
const LEAST_STEM = 5;

/** One asked word with everything that may stand for it. */
export interface Concept {
  /** The word as asked, lower case. */
  readonly word: string;
  readonly keys: readonly string[];
  /** Keys of the phrases that may stand for the word. */
  readonly phrases: readonly string[];
  /** 1 for the word itself, less for a related word, 0 for anything else. */
  strength(tokenKeys: readonly string[]): number;
}

/** How a word is read: as a part of speech, as a thing and not what is done with it, as any, or as itself only, such as a name. */
export type Reading = 'noun' | 'thing' | 'verb' | 'adjective' | 'any' | 'exact';

const PARTS: Readonly<Record<Reading, readonly PartOfSpeech[]>> = {
  noun: ['n'],
  thing: ['n'],
  verb: ['v'],
  adjective: ['a', 'v'],
  any: ['n', 'v', 'a'],
  exact: [],
};

/** Which of the word lists hold for a reading; an action may be named by a noun of its family, a thing by no verb. */
const GROUPS: Readonly<Record<Reading, 'thing' | 'action' | 'any'>> = {
  noun: 'any',
  thing: 'thing',
  verb: 'action',
  adjective: 'any',
  any: 'any',
  exact: 'any',
};

/** A concept of an English word, or of a phrasal verb written with `_`. */
export function conceptOf(word: string, expand: Reading = 'any'): Concept {
  const phrasal = word.includes('_');
  const keys = phrasal ? [phraseKey(word)] : wordKeys(word);
  const known = new Map<string, number>();
  if (phrasal) for (const key of wordKeys(word.split('_')[0] ?? word)) raise(known, key, PHRASAL);
  for (const key of keys) {
    if (expand !== 'exact')
      for (const [other, strength] of relatedKeys(key, GROUPS[expand])) raise(known, other, strength);
  }
  for (const [other, strength] of wordnetWords(word, PARTS[expand])) {
    if (other.includes('_')) raise(known, phraseKey(other), strength);
    else raise(known, stemKey(other), LIGHT_WORDS.has(other) ? strength * GENERAL : strength);
  }
  for (const key of keys) known.set(key, 1);
  const ofKey = (key: string): number => {
    const strength = known.get(key);
    if (strength !== undefined) return strength;
    const computed = Math.max(...keys.map((own) => shapeStrength(own, key)));
    if (known.size < 20_000) known.set(key, computed);
    return computed;
  };
  const phrases = [...known.keys()].filter((key) => key.includes('_'));
  return {
    word,
    keys,
    phrases,
    strength: (tokenKeys) => tokenKeys.reduce((best, key) => Math.max(best, ofKey(key)), 0),
  };
}

function raise(table: Map<string, number>, key: string, strength: number): void {
  table.set(key, Math.max(strength, table.get(key) ?? 0));
}

/** Words of one family whose stems differ (`volcan`/`volcano`), and compounds that end in the word (`lifeboat`). */
function shapeStrength(own: string, other: string): number {
  if (own.includes('_') || other.includes('_')) return 0;
  const [short, long] = own.length < other.length ? [own, other] : [other, own];
  if (short.length >= LEAST_STEM && long.length - short.length <= 3 && long.startsWith(short)) return SAME_FAMILY;
  if (own.length >= 4 && other.length >= own.length + 3 && other.endsWith(own)) return COMPOUND;
  return 0;
}
