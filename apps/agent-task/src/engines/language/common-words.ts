import { relatedKeys } from './related-words.js';
import { LIGHT_WORDS, STOP_WORDS } from './stop-words.js';
import { wordKeys } from './word-keys.js';

/** True for a word of the language's everyday stock, as opposed to a name. */
export function isCommonWord(lower: string): boolean {
  return STOP_WORDS.has(lower) || LIGHT_WORDS.has(lower) || wordKeys(lower).some((key) => relatedKeys(key).size > 0);
}
