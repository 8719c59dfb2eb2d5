import {
  INTRODUCING_ABBREVIATIONS,
  MONTHS,
  NUMBERING_ABBREVIATIONS,
  SENTENCE_OPENERS,
  TRAILING_ABBREVIATIONS,
} from './abbreviations.js';

/** Quotation marks and brackets that may stand between the last mark of a sentence and the blank after it. */
const CLOSING = /["'’”“»«›‹)\]}）」』】〉》`]*/y;
/** References glued to the end of a sentence: `end.[12]`, `end.[3, 4]`. */
const BRACKETED_REFERENCE = /(?:\[\d{1,3}(?:[,–-] ?\d{1,3})*\])+/y;
/** A footnote number that a PDF sets as superscript: `end.12 Next`. */
const FOOTNOTE_NUMBER = /\d{1,3}(?=\s+["“„(]?\p{Lu})/uy;
const NEXT_WORD = /\s+["'“”„‘’«»‹›([{（「『`¿¡–—-]*\s*([\p{L}\p{N}\p{M}_'’./-]*)/uy;
const CASELESS_MARKS = /^[。！？｡]/;
/** `camelCase`, `snake_case`, `file.ext`, `a/b`, `x2`: code opens a sentence although it starts with a small letter. */
const IDENTIFIER = /^\p{Ll}+(?:\p{Lu}|[_/.]\p{L}|\d)/u;

/**
 * Decides whether the marks at `index` end a sentence.
 *
 * @param block the text of one block; a sentence ends at the block's end anyway
 * @param marks the run of terminators found at `index`, e.g. `.`, `?!`, `...`, `。`
 * @returns where the sentence ends, closing quotes, brackets and references included; undefined when it goes on
 */
export function sentenceEndAt(block: string, index: number, marks: string): number | undefined {
  let end = index + marks.length;
  const closed = matchAt(CLOSING, block, end);
  end += closed.length;
  if (CASELESS_MARKS.test(marks)) return end;

  const wordBefore = lastWord(block, index);
  const reference = matchAt(BRACKETED_REFERENCE, block, end);
  end += reference.length;
  if (marks === '.' && reference === '' && /\p{Ll}{3}$/u.test(wordBefore)) {
    end += matchAt(FOOTNOTE_NUMBER, block, end).length;
  }
  if (end >= block.length) return end;
  NEXT_WORD.lastIndex = end;
  const next = NEXT_WORD.exec(block)?.[1];
  // No blank after the mark: a decimal, a file name, a URL, a version. No word before it: `.NET`, ` . . .`.
  if (next === undefined || index === 0 || /\s/.test(block.charAt(index - 1))) return undefined;
  return endsBefore(next, wordBefore, followsIntroduction(block, index - wordBefore.length), marks, closed)
    ? end
    : undefined;
}

function endsBefore(next: string, word: string, introduced: boolean, marks: string, closed: string): boolean {
  const startsSmall = /^\p{Ll}/u.test(next);
  if (marks !== '.') return !startsSmall;
  const lower = word.toLowerCase();
  if (closed !== '') return !startsSmall;
  if (INTRODUCING_ABBREVIATIONS.has(lower)) return false;
  if (NUMBERING_ABBREVIATIONS.has(lower) && /^(?:\d|[IVXLC]+\b|[A-Z]\b)/.test(next)) return false;
  if (startsSmall) {
    const plainWord = /^\p{L}{4,}$/u.test(word) && !TRAILING_ABBREVIATIONS.has(lower);
    return IDENTIFIER.test(next) || plainWord;
  }
  const opensSentence = SENTENCE_OPENERS.has(next.toLowerCase());
  if (TRAILING_ABBREVIATIONS.has(lower)) return !/^\d/.test(next) && (opensSentence || !lower.includes('.'));
  if (/^\p{L}$/u.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word)) return opensSentence && next.length > 1;
  if (/^\d{1,3}(?:\.\d{1,3})*$/.test(word)) return !MONTHS.has(next.toLowerCase()) && !introduced;
  return true;
}

/** `…: 1. First. 2. Second`, `(2. Second)`: a number there belongs to what follows it. */
function followsIntroduction(block: string, wordStart: number): boolean {
  const before = block.slice(Math.max(0, wordStart - 8), wordStart).trimEnd();
  return before === '' || /[:;(.!?]$/.test(before);
}

/** The word that ends at `index`, without opening quotes and brackets. */
function lastWord(block: string, index: number): string {
  const before = block.slice(Math.max(0, index - 40), index);
  return /[\p{L}\p{M}\p{N}.’'_%-]+$/u.exec(before)?.[0].replace(/^['’.-]+/, '') ?? '';
}

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}
