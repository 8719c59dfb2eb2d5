/** A word or number of a text with its place in it. */
export interface Token {
  /** The characters as written. */
  readonly surface: string;
  /** Lower case, apostrophes made plain, a possessive ending removed. */
  readonly lower: string;
  /** UTF-16 offset of the first character. */
  readonly start: number;
  /** UTF-16 offset after the last character. */
  readonly end: number;
}

const WORD =
  /\p{N}+(?:[.,:]\p{N}+)*(?:\p{L}+)?|(?:\p{Lu}\.){2,}|\p{L}[\p{L}\p{M}]*(?:['’]\p{L}+)*(?:\p{N}+(?![\p{L}\p{N}]))?|\p{L}[\p{L}\p{M}\p{N}]*/gu;
const CAMEL = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
const NEEDS_SPLITTING = /\p{Ll}\p{Lu}/u;
/** Scripts written without spaces between words: their text is cut into pairs of characters. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/** Lower case, plain apostrophes, no possessive ending. */
export function normaliseWord(surface: string): string {
  const lower = surface.toLowerCase();
  if (!lower.includes("'") && !lower.includes('’')) return lower;
  return lower.replaceAll('’', "'").replace(/'s?$/, '');
}

/**
 * The words and numbers of `text` between two offsets, in order. Compounds with hyphen or underscore and camel-case
 * names are cut into their parts, so that `bodyLimit` and "body limit" meet.
 */
export function tokenise(text: string, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const slice = from === 0 && to === text.length ? text : text.slice(from, to);
  for (const match of slice.matchAll(WORD)) {
    const surface = match[0];
    const start = from + match.index;
    if (UNSPACED.test(surface)) pushPairs(tokens, surface, start);
    else if (NEEDS_SPLITTING.test(surface)) pushParts(tokens, surface, start);
    else tokens.push({ surface, lower: normaliseWord(surface), start, end: start + surface.length });
  }
  return tokens;
}

function pushParts(tokens: Token[], surface: string, start: number): void {
  let offset = start;
  for (const part of surface.split(CAMEL)) {
    tokens.push({ surface: part, lower: normaliseWord(part), start: offset, end: offset + part.length });
    offset += part.length;
  }
}

function pushPairs(tokens: Token[], surface: string, start: number): void {
  const step = Math.max(1, surface.length - 1);
  for (let index = 0; index < step; index += 1) {
    const pair = surface.slice(index, index + 2);
    tokens.push({ surface: pair, lower: pair.toLowerCase(), start: start + index, end: start + index + pair.length });
  }
}
