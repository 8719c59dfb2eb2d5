import { isFiniteVerb } from '../language/verb-forms.js';
import { isAuxiliary } from './auxiliaries.js';
import type { TaggedWord } from './tagged-word.js';

/** The end of the words directly after a question word that are its noun phrase: up to an auxiliary or a finite verb. */
export function nounPhraseEnd(words: readonly TaggedWord[], from: number): number {
  let at = from;
  while (at < words.length) {
    const word = words[at];
    if (word === undefined || word.wordClass === 'function' || word.afterBreak) break;
    if (at > from && !/^\p{Lu}/u.test(word.surface) && /(?:s|ed)$/.test(word.lower) && takesObject(words, at)) break;
    if (at > from && isFiniteVerb(word.lower) && !/^\p{Lu}/u.test(word.surface) && endsPhrase(words, at)) break;
    at += 1;
  }
  return at;
}

/** "sponsors Edda", "owns the land": an article or a name after a word in -s or -ed makes it a verb. */
function takesObject(words: readonly TaggedWord[], at: number): boolean {
  const next = words[at + 1];
  return (
    next !== undefined &&
    (next.wordClass === 'proper' ||
      /^(?:the|a|an|this|that|these|those|my|your|his|her|its|our|their|all|every|each)$/.test(next.lower))
  );
}

/** A word that may be a verb is one here unless an auxiliary or another verb follows ("which stop works" / "which light house is"). */
function endsPhrase(words: readonly TaggedWord[], at: number): boolean {
  const clauseEnd = words.findIndex(
    (word, index) => index > at && /^(?:when|if|that|because|who|which|while|after|before)$/.test(word.lower),
  );
  const rest = words.slice(at + 1, clauseEnd < 0 ? words.length : clauseEnd);
  const next = rest[0];
  if (
    next !== undefined &&
    (isAuxiliary(next.lower) || (isFiniteVerb(next.lower) && !/s$/.test(words[at]?.lower ?? '')))
  )
    return false;
  return !rest.some((word) => isAuxiliary(word.lower)) || rest.findIndex((word) => isAuxiliary(word.lower)) > 3;
}
