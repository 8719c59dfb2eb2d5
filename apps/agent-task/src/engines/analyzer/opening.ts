import type { SentenceWord } from '../text/document-index.js';

/** A pronoun stands for something said before, a definite description often does, other openings seldom do. */
export type Opening = 'pronoun' | 'definite' | 'imperative' | 'other';

const PRONOUNS = /^(?:it|they|he|she|this|these|that|those|both|each|neither|either|one|some|many|most|others|such)$/;

const POSSESSIVES = /^(?:its|their|his|her|theirs)$/;

const CONTINUES = /^(?:also|already|otherwise|however|too|instead|again)$/;

/** How a sentence opens, read off its first words. */

export function openingOf(words: readonly SentenceWord[]): Opening {
  const first = words[0]?.lower ?? '';
  if (PRONOUNS.test(first) || POSSESSIVES.test(first)) return 'pronoun';
  const early = words.slice(0, 4).map((word) => word.lower);
  if (
    early.some((word) => /^(?:it|they|he|she)$/.test(word)) &&
    words.slice(0, 4).every((word) => word.stop || /^(?:it|they|he|she)$/.test(word.lower))
  )
    return 'pronoun';
  if (
    /^(?:when|if|before|after|once|while|as|since|in|on|at|from|for|to|until|by|during)$/.test(first) &&
    words.slice(1, 12).some((word) => /^(?:it|they|he|she|its|their)$/.test(word.lower))
  )
    return 'pronoun';
  if (/^(?:the|another|afterwards|then|later)$/.test(first)) return 'definite';
  if (
    words[0]?.stop === false &&
    words[0].lower.length > 2 &&
    !words[0].lower.endsWith('ing') &&
    /^(?:the|a|an|your|it|them|this|these|to|at|in|with|for|on|up|off|not|only|all|any)$/.test(words[1]?.lower ?? '')
  )
    return 'imperative';
  return 'other';
}

/** True for a sentence that takes up something from before further on. */
export function takesUp(words: readonly SentenceWord[]): boolean {
  return words.some(({ lower }) => POSSESSIVES.test(lower) || PRONOUNS.test(lower) || CONTINUES.test(lower));
}
