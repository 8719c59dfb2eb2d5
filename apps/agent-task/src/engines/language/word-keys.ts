import lemmatizer from 'wink-lemmatizer';
import { stemmer } from 'stemmer';
import { IRREGULAR_WORDS } from './irregular-words.js';

const BRITISH: readonly (readonly [RegExp, string])[] = [
  [/^(col|fav|behavi|lab|harb|neighb|hon|flav|od|rum|vap|hum|arm|vig|splend|endeav|parl|sav)our/, '$1or'],
  [/^(cent|met|lit|theat|fib|kilomet|millimet|centimet|decimet|kilolit)res?$/, '$1er'],
  [/(\w{3})iz(e|es|ed|ing|ation|ations|er|ers)$/, '$1is$2'],
  [/(\w{2}[^aeiou])yz(e|es|ed|ing|er)$/, '$1ys$2'],
  [/^organis.*/, 'organisx'],
  [/^(licen|defen|offen|preten)ce/, '$1se'],
  [/^grey/, 'gray'],
  [/^(catal|dial|anal)ogue/, '$1og'],
  [/^programme/, 'program'],
  [/^mould/, 'mold'],
  [/^(diarr|apn)(h?)oea/, '$1$2ea'],
  [/^(travel|cancel|label|model|signal|fuel)l(ed|ing|er)/, '$1$2'],
];
const KEPT_WHOLE = new Set(['his', 'this', 'us', 'is', 'was', 'as', 'its', 'has', 'news']);
const CACHE_LIMIT = 200_000;
const cache = new Map<string, readonly string[]>();

/**
 * The keys under which a lower-case word is compared: its stem, and the stems of its base forms where these are
 * irregular (`lost` -> `lost`, `lose`). Two words are forms of one word when they share a key. Never empty.
 */
export function wordKeys(lower: string): readonly string[] {
  const known = cache.get(lower);
  if (known !== undefined) return known;
  const keys = computeKeys(lower);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  cache.set(lower, keys);
  return keys;
}

/** The first key of a word. */
export function mainKey(lower: string): string {
  return wordKeys(lower)[0] ?? lower;
}

/**
 * The stem of a word that is known to be a base form: `fell` (to cut a tree) is not read as a form of `fall`, nor `found`
 * (to establish) as one of `find`.
 */
export function stemKey(lower: string): string {
  return stem(lower);
}

/** True when the two words share a key. */
export function sameWord(left: string, right: string): boolean {
  const keys = wordKeys(right);
  return wordKeys(left).some((key) => keys.includes(key));
}

function computeKeys(lower: string): readonly string[] {
  if (!/^[a-z][a-z'-]*$/.test(lower)) return [lower];
  const irregular = IRREGULAR_WORDS.get(lower);
  const bases = irregular ?? regularBases(lower);
  const stems = bases.map((base) => stem(base));
  if (irregular === undefined) stems.unshift(stem(lower));
  return [...new Set(stems)];
}

function regularBases(lower: string): string[] {
  if (lower.length < 4 || lower.endsWith('ss') || KEPT_WHOLE.has(lower)) return [];
  const bases = [lemmatizer.verb(lower), lemmatizer.noun(lower), lemmatizer.adjective(lower)];
  return bases.filter((base) => base !== lower && base.length >= 3);
}

function stem(word: string): string {
  if (KEPT_WHOLE.has(word)) return word;
  let spelling = word;
  for (const [pattern, replacement] of BRITISH) spelling = spelling.replace(pattern, replacement);
  return stemmer(spelling.replaceAll("'", ''));
}
