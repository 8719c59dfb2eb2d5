import { describe, expect, it } from '@jest/globals';
import { pseudoRandomBytes } from '../../test/fixtures/random-bytes.js';
import { normaliseText } from './normalise-text.js';

/** Pieces that interact: line ends, blanks, combining marks, controls, halves of surrogate pairs. */
const PIECES = [
  'a', 'Z', 'é', 'e', '\u0301', '\u0323', 'ᄀ', 'ᅡ', '\r', '\n', '\r\n', ' ', '   ', '\t', '\u00a0', '\u3000', '\ufeff', '\0', '\u0008',
  '\u000c', '\u0085', '\u2028', '\u200b', '\u00ad', '\ud83d', '\ude00', '😀', '\u200d', '.', '-', '界', '\u0000\u0301', '\u2000',
]; // prettier-ignore

function randomTexts(count: number): string[] {
  return Array.from({ length: count }, (_, seed) => {
    const bytes = pseudoRandomBytes(40, seed + 1);
    return Array.from(bytes, (byte) => PIECES[byte % PIECES.length]).join('');
  });
}

describe('normaliseText', () => {
  it.each([
    ['a byte order mark', '\ufeffHello', 'Hello'],
    ['Windows and old Mac line ends', 'a\r\nb\rc\nd', 'a\nb\nc\nd'],
    ['Unicode line ends and form feeds', 'a\u2028b\u0085c\fd', 'a\nb\nc\nd'],
    ['decomposed letters', 'cafe\u0301', 'café'],
    ['NUL and other controls, but not tabs', 'a\0b\u0007c\u009bd\te', 'abcd\te'],
    ['soft hyphens, zero-width spaces and inner byte order marks', 'ex\u00adam\u200bp\ufeffle', 'example'],
    ['no-break and fixed-width spaces', '10\u00a0km\u2009x\u3000y', '10 km x y'],
    ['blanks at line ends', 'a  \n\tb\t\n', 'a\n\tb'],
    ['many blank lines', 'a\n\n \n\t\n\nb\n\nc', 'a\n\nb\n\nc'],
    ['blank lines at both ends', '\n\n  \n  a\n\n', '  a'],
    ['half a surrogate pair', 'a\ud83db', 'a\ufffdb'],
    ['nothing at all', ' \n\t\r\n', ''],
  ])('normalises %s', (_, text, expected) => {
    expect(normaliseText(text)).toBe(expected);
  });

  it('keeps what has meaning: joiners in emoji and Persian, tabs, indentation, single blank lines', () => {
    const text = '👩‍👩‍👧 می‌خواهم\n\n  indented\tcolumns';
    expect(normaliseText(text)).toBe(text);
  });

  it('changes nothing when applied to its own result', () => {
    for (const text of randomTexts(2000)) {
      const once = normaliseText(text);
      expect(normaliseText(once)).toBe(once);
    }
  });

  it('yields texts that survive UTF-8, are NFC and have no control characters', () => {
    for (const text of randomTexts(2000)) {
      const normal = normaliseText(text);
      expect(Buffer.from(normal, 'utf8').toString('utf8')).toBe(normal);
      expect(normal.normalize('NFC')).toBe(normal);
      expect(normal).not.toMatch(/(?![\n\t])\p{Cc}|\n{3}|^\n|\n$/u);
      expect(normal).not.toMatch(/[ \t]$/m);
    }
  });

  it('gives a large text, which is worked on in pieces, the same form as its parts', () => {
    const part = 'First line. \r\n\r\n\r\n  Second line\r\n';
    const large = part.repeat(20_000);
    expect(normaliseText(large)).toBe('First line.\n\n  Second line\n'.repeat(20_000).trimEnd());
  });
});
