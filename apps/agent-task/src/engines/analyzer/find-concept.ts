import { isCommonWord } from '../language/common-words.js';
import type { Concept } from '../language/concept.js';
import type { SentenceWord } from '../text/document-index.js';
import type { ContextLayer } from './sentence-view.js';

/** A word such as "cannot" counts only where it is listed as a synonym. */
const LEAST_STOP = 0.8;

/** How well a concept is met, and at which word; -1 where it is not. */
export interface Found {
  readonly strength: number;
  readonly at: number;
}

/** What a concept is looked for as: names are not written small, verbs not with a capital. */
export type Role = 'verb' | 'name' | 'noun';

/** The word that meets a concept best, the first of several; the one at `taken` is passed over. */
export function best(concept: Concept, words: readonly SentenceWord[], role: Role, taken = -1): Found {
  let found: Found = { strength: 0, at: -1 };
  for (const [at, word] of words.entries()) {
    if (at === taken) continue;
    if (role === 'verb' && word.proper) continue;
    const strength = (role === 'name' ? asName(word) : 1) * concept.strength(word.keys);
    if (word.stop && strength < LEAST_STOP) continue;
    if (strength > found.strength) found = { strength, at };
    if (strength === 1) break;
  }
  return found;
}

/** A name is written with a capital; in small letters it counts a little less, and not at all where it is a common word. */
function asName(word: SentenceWord): number {
  if (/^[\p{Lu}\p{N}]/u.test(word.surface)) return 1;
  return word.stop || isCommonWord(word.lower) ? 0 : 0.85;
}

/** 0..1, how well the words around a sentence meet a concept. */
export function inContext(concept: Concept, context: readonly ContextLayer[], role: 'name' | 'noun'): number {
  let value = 0;
  for (const layer of context) {
    if (layer.factor <= value) continue;
    value = Math.max(value, layer.factor * best(concept, layer.words, role).strength);
  }
  return value;
}
