import nlp from 'compromise';
import { normaliseWord, tokenise, type Token } from '../language/tokenise.js';
import { isNumber } from '../language/numbers.js';
import { STOP_WORDS } from '../language/stop-words.js';

/** The part a word plays, as far as questions need it. */
export type WordClass = 'function' | 'noun' | 'proper' | 'verb' | 'adjective' | 'adverb' | 'number';

/** A word of a question with its class. */
export interface TaggedWord extends Token {
  readonly wordClass: WordClass;
  /** True when a comma, colon or bracket stands before the word. */
  readonly afterBreak: boolean;
}

interface TaggedTerm {
  text: string;
  tags?: string[];
  offset?: { start: number };
}

/** The words of a question with their classes; offsets count from the start of `text`. */
export function tagWords(text: string): TaggedWord[] {
  const tags = tagsByOffset(text);
  const tokens = tokenise(text);
  return tokens.map((token, index) => ({
    ...token,
    wordClass: classOf(token, index, tags.get(token.start) ?? []),
    afterBreak: index > 0 && /[,:;()"“”]/.test(text.slice(tokens[index - 1]?.end ?? 0, token.start)),
  }));
}

function tagsByOffset(text: string): Map<number, readonly string[]> {
  const found = new Map<number, readonly string[]>();
  const sentences = nlp(text).json({ offset: true }) as { terms: TaggedTerm[] }[];
  for (const sentence of sentences) {
    for (const term of sentence.terms) if (term.offset !== undefined) found.set(term.offset.start, term.tags ?? []);
  }
  return found;
}

function classOf(token: Token, index: number, tags: readonly string[]): WordClass {
  const capital = /^\p{Lu}/u.test(token.surface);
  if (index > 0 && capital && token.surface !== 'I') return 'proper';
  if (STOP_WORDS.has(token.lower) || STOP_WORDS.has(normaliseWord(token.surface))) return 'function';
  if (isNumber(token.lower)) return 'number';
  if (tags.includes('Verb')) return 'verb';
  if (tags.includes('Adverb')) return 'adverb';
  if (tags.includes('Adjective')) return 'adjective';
  return 'noun';
}
