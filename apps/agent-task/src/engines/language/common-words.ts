import { relatedKeys } from './related-words.js';
import { LIGHT_WORDS, STOP_WORDS } from './stop-words.js';
import { isListedCommon } from './wordnet-files.js';
import { wordKeys } from './word-keys.js';

const LIMIT = 20_000;
const known = new Map<string, boolean>();

/** True for a word of the language's stock, as opposed to a name. */
export function isCommonWord(lower: string): boolean {
  const cached = known.get(lower);
  if (cached !== undefined) return cached;
  const listed =
    STOP_WORDS.has(lower) || LIGHT_WORDS.has(lower) || wordKeys(lower).some((key) => relatedKeys(key).size > 0);
  const common = listed || isListedCommon(lower);
  if (known.size >= LIMIT) known.clear();
  known.set(lower, common);
  return common;
}
