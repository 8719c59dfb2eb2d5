import { hasBullet, listNumber } from './list-marker.js';

/** No one wraps prose by hand wider than this; a longer line is a paragraph of its own. */
const WIDEST_WRAP = 160;
/** A line is broken on purpose when the next word would have left this share of the paragraph's width free. */
const FREE_SHARE = 0.3;
/** Lines; how far back the previous item's number is looked for. */
const LONGEST_ITEM = 40;
const WITHOUT_WORDS = /^[^\p{L}\p{N}]+$/u;
const HEADING_MARK = /^(?:#{1,6}|={1,6}) \S/;
/** `2.3.1. Title`; without the last full stop it may be a decimal in a sentence. */
const SECTION_NUMBER = /^[ \t]*\d{1,3}(?:\.\d{1,3})+\.[ \t]+\S/;
/** Columns: a gap of three blanks or a tab between words, or cell borders. */
const COLUMNS = /\S(?: {3,}|\t)\S|^\s*[|+].*[|+]$/;

/**
 * Decides whether line `index` of a paragraph (lines without a blank one between them) starts a block of its own.
 * The first line always does; the signs are looked for in this line and its neighbours.
 *
 * @param width length of the paragraph's longest line
 */
export function isBlockStart(lines: readonly string[], index: number, width: number): boolean {
  const line = lines[index] ?? '';
  const previous = lines[index - 1];
  if (previous === undefined) return true;
  // A rule, or the underline of a heading.
  if (WITHOUT_WORDS.test(line) || WITHOUT_WORDS.test(previous)) return true;
  if (HEADING_MARK.test(line) || HEADING_MARK.test(previous)) return true;
  if (hasBullet(line) || SECTION_NUMBER.test(line) || continuesNumbering(lines, index)) return true;
  if (COLUMNS.test(line) && (COLUMNS.test(previous) || COLUMNS.test(lines[index + 1] ?? ''))) return true;
  if (COLUMNS.test(previous) && COLUMNS.test(lines[index - 2] ?? '') && !COLUMNS.test(line)) return true;
  return wasBrokenOnPurpose(line.trimStart(), previous, width);
}

/** Like CommonMark: a number opens an item inside a paragraph when it is 1 or follows the one before. */
function continuesNumbering(lines: readonly string[], index: number): boolean {
  const number = listNumber(lines[index] ?? '');
  if (number === undefined) return false;
  if (number === 1) return true;
  for (let before = index - 1; before >= Math.max(0, index - LONGEST_ITEM); before--) {
    const earlier = listNumber(lines[before] ?? '');
    if (earlier !== undefined) return earlier === number - 1;
  }
  return false;
}

/** The first word of this line would have fitted on the previous one, with plenty of room left: a title, an address, a verse. */
function wasBrokenOnPurpose(line: string, previous: string, width: number): boolean {
  if (previous.length > WIDEST_WRAP) return true;
  if (/^\p{Ll}/u.test(line) || /[,(–—-]$/.test(previous)) return false;
  const firstWord = /^\S+/.exec(line)?.[0].length ?? 0;
  return previous.length + 1 + firstWord < width * (1 - FREE_SHARE);
}
