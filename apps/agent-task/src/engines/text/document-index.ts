import { phraseKeysAt } from '../language/related-words.js';
import { isNumber } from '../language/numbers.js';
import { STOP_WORDS } from '../language/stop-words.js';
import { tokenise, type Token } from '../language/tokenise.js';
import { wordKeys } from '../language/word-keys.js';
import { outline, type SentencePlace } from './document-outline.js';
import type { TextDocument } from './text-document.js';
import { vocabulary } from './vocabulary.js';

/** A document cut into words once; offsets and word numbers lie in flat arrays to keep large collections small. */
export interface DocumentIndex {
  readonly textSha256: string;
  readonly places: readonly SentencePlace[];
  /** Number of each word in the vocabulary, for all sentences one after another. */
  readonly words: Int32Array;
  /** Index in `words` of each sentence's first word; one more entry than sentences. */
  readonly firstWord: Int32Array;
  /** Characters of the text. */
  readonly size: number;
}

/** A word of a sentence with what it is compared by. */
export interface SentenceWord extends Token {
  readonly keys: readonly string[];
  readonly number: boolean;
  readonly stop: boolean;
  /** Begins with a capital and does not open the sentence. */
  readonly proper: boolean;
}

/** Addresses, link targets and tags: their words are not said. */
const MARKUP = /https?:\/\/[^\s)>\]]+|\]\([^)\s]*\)|<\/?[a-zA-Z][^>]*>/g;

/** Cuts a document into words. */
export function indexDocument(document: TextDocument): DocumentIndex {
  const words: number[] = [];
  const firstWord = new Int32Array(document.sentences.length + 1);
  for (const [index, [start, end]] of document.sentences.entries()) {
    firstWord[index] = words.length;
    for (const token of tokenise(document.text, start, end)) words.push(vocabulary.numberOf(token.lower));
  }
  firstWord[document.sentences.length] = words.length;
  return {
    textSha256: document.textSha256,
    places: outline(document),
    words: Int32Array.from(words),
    firstWord,
    size: document.text.length,
  };
}

/** The words of one sentence in full. */
export function sentenceWords(document: TextDocument, sentence: number): SentenceWord[] {
  const [start, end] = document.sentences[sentence] ?? [0, 0];
  const hidden = [...document.text.slice(start, end).matchAll(MARKUP)].map(
    (match) => [start + match.index, start + match.index + match[0].length] as const,
  );
  const tokens = tokenise(document.text, start, end).filter(
    (token) => !hidden.some(([from, to]) => token.start >= from && token.end <= to),
  );
  const plain = tokens.map((token) => wordKeys(token.lower));
  let opened = false;
  return tokens.map((token, index) => {
    const proper = opened && /^\p{Lu}/u.test(token.surface);
    opened = true;
    const phrases = phraseKeysAt(plain, index);
    const keys = plain[index] ?? [];
    return {
      ...token,
      keys: phrases.length === 0 ? keys : [...keys, ...phrases],
      number: isNumber(token.lower),
      stop: STOP_WORDS.has(token.lower),
      proper,
    };
  });
}
