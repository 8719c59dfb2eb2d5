import { FOREIGN_STOP_WORDS } from '../language/foreign-stop-words.js';
import { isNumber } from '../language/numbers.js';
import { tokenise } from '../language/tokenise.js';
import type { Judgement } from './judge-sentence.js';
import type { SentenceView } from './sentence-view.js';

/** Share of the terms that a sentence has to hold itself. */
const LEAST_SHARE = 0.85;
const LEAST_PAIRS = 0.6;
/** Share of a longer word that two forms of one word have in common at the start. */
const SAME_START = 0.7;

/**
 * Judges a sentence without knowledge of the language: it has to hold nearly all terms of the question itself, in the
 * same form or with the same beginning, and something more.
 */
export function judgePlain(question: string, view: SentenceView): Judgement {
  const terms = [...new Set(tokenise(question).map(({ lower }) => lower))].filter(
    (term) => !FOREIGN_STOP_WORDS.has(term),
  );
  const words = view.words.map(({ lower }) => lower);
  const met = terms.filter((term) => words.some((word) => sameForm(term, word)));
  const coverage = terms.length === 0 ? 0 : met.length / terms.length;
  const pairs = terms.every((term) => term.length <= 2);
  const more = words.some((word) => !FOREIGN_STOP_WORDS.has(word) && !terms.some((term) => sameForm(term, word)));
  const enough = terms.length > 0 && coverage >= (pairs ? LEAST_PAIRS : LEAST_SHARE) && more;
  if (!enough) return { score: 0, coverage, evidence: 0, rejected: 'terms missing' };
  return { score: pairs ? Math.max(LEAST_SHARE, coverage) : coverage, coverage, evidence: 1, rejected: null };
}

function sameForm(left: string, right: string): boolean {
  if (left === right) return true;
  if (isNumber(left) || isNumber(right)) return false;
  let shared = 0;
  while (shared < Math.min(left.length, right.length) && left[shared] === right[shared]) shared += 1;
  return shared >= 4 && shared >= SAME_START * Math.max(left.length, right.length);
}
