import { VERB_GROUPS } from '../language/synonym-verbs.js';
import { IRREGULAR_WORDS } from '../language/irregular-words.js';
import { wordKeys } from '../language/word-keys.js';
import { wordLines, wordSet } from '../language/word-lines.js';

const MORE_VERBS = wordSet(`
contribute wander emit obey declare compare consider suffer thrive behave scale trace route parse render cache encode mount embed flush rebalance paginate stream buffer queue schedule dispatch
cost weigh charge last exist matter taste smell look sound work live wait
`);
const BASE_VERBS: ReadonlySet<string> = new Set([
  ...wordLines(VERB_GROUPS).flatMap(([head]) => (head === undefined || head.includes('_') ? [] : [head])),
  ...MORE_VERBS,
]);
const PARTICIPLES: ReadonlySet<string> = new Set(
  [...IRREGULAR_WORDS].filter(([form, bases]) => bases.some((base) => base !== form && BASE_VERBS.has(base))).map(([form]) => form),
);

/** True for the base form of a frequent verb. */
export function isBaseVerb(lower: string): boolean {
  return BASE_VERBS.has(lower);
}

/** True for a form that follows "was", "has been" or "is being". */
export function isParticiple(lower: string): boolean {
  return PARTICIPLES.has(lower) || (lower.length > 4 && /(?:ed|ing)$/.test(lower) && !/^(?:thing|during|string|spring|king|ring|evening|morning|ceiling|building)$/.test(lower));
}

/** True for a finite form of a frequent verb: `causes`, `makes`, `decoded`. */
export function isFiniteVerb(lower: string): boolean {
  if (isBaseVerb(lower) || PARTICIPLES.has(lower)) return true;
  if (!/(?:s|ed)$/.test(lower)) return false;
  const keys = wordKeys(lower);
  return baseVerbKeys.has(keys[0] ?? '') || keys.some((key) => baseVerbKeys.has(key));
}

const baseVerbKeys: ReadonlySet<string> = new Set([...BASE_VERBS].flatMap((verb) => wordKeys(verb)));
