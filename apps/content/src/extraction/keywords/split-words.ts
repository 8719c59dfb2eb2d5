/** Scripts written without blanks: words come from the Unicode segmenter's dictionaries. */
const WITHOUT_BLANKS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’.-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;

let segmenter: Intl.Segmenter | undefined;

/** The words of a sentence in lower case, cut into runs where punctuation stands between them. */
export function splitWords(sentence: string): string[][] {
  return sentence
    .split(/[^\p{L}\p{M}\p{N}'’.\s-]+|\.\s|\s-\s/u)
    .map(wordsOf)
    .filter((words) => words.length > 0);
}

function wordsOf(piece: string): string[] {
  if (!WITHOUT_BLANKS.test(piece)) return piece.toLowerCase().match(WORD) ?? [];
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...segmenter.segment(piece)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => segment.toLowerCase());
}
