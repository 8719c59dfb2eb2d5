import { describe, expect, it } from '@jest/globals';
import { pseudoRandomBytes } from '../../../test/fixtures/random-bytes.js';
import { decodeText } from './decode-text.js';

const GERMAN = 'Übergrößen, Äpfel und Öl: „Straße“ – weiß man’s?';
const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
const utf8 = (text: string) => new Uint8Array(Buffer.from(text, 'utf8'));
const utf16le = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le'));
const utf16be = (text: string) => new Uint8Array(Buffer.from(text, 'utf16le').swap16());

function utf32le(text: string): Uint8Array {
  const points = [0xfeff, ...[...text].map((character) => character.codePointAt(0) ?? 0)];
  return new Uint8Array(Uint32Array.from(points).buffer);
}

describe('decodeText', () => {
  it.each([
    ['UTF-8', utf8(GERMAN), 'utf-8'],
    ['UTF-8 with a byte order mark', utf8(`\ufeff${GERMAN}`), 'utf-8'],
    ['UTF-16 LE with a mark', utf16le(`\ufeff${GERMAN}`), 'utf-16le'],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${GERMAN}`), 'utf-16be'],
    ['UTF-16 LE without a mark', utf16le(GERMAN), 'utf-16le'],
    ['UTF-16 BE without a mark', utf16be(GERMAN), 'utf-16be'],
    ['UTF-32 LE', utf32le(GERMAN), 'utf-32le'],
  ])('decodes %s', (_, bytes, encoding) => {
    expect(decodeText(bytes)).toEqual({ text: GERMAN, encoding, lossy: false });
  });

  it('decodes Windows-1252 with its typographic quotes', () => {
    const bytes = Uint8Array.from([
      ...latin1('Er sagte \u0084Stra\u00dfe\u0093 \u0096 und ging \u00fcber die gr\u00fcne Br\u00fccke.'),
    ]);
    expect(decodeText(bytes).text).toBe('Er sagte „Straße“ – und ging über die grüne Brücke.');
  });

  it('decodes Shift_JIS', () => {
    // 日本語の文章です。今日は天気がいいですね。
    const bytes = Buffer.from(
      '93fa967b8cea82cc95b68fcd82c582b78142' + '8da193fa82cd935f8b4382aa82a282a282c582b782cb8142',
      'hex',
    );
    expect(decodeText(new Uint8Array(bytes))).toMatchObject({
      encoding: 'shift_jis',
      text: expect.stringContaining('日本語の文章です。今日は'),
    });
  });

  it('decodes ISO-2022-JP, which is seven-bit, by its escapes', () => {
    const bytes = Buffer.from('1b2442467c4b5c386c1b2842', 'hex');
    expect(decodeText(new Uint8Array(bytes)).text).toBe('日本語');
  });

  it('decodes KOI8-R and finds it by its statistics', () => {
    const bytes = Buffer.from(
      'f0d2c9d7c5d42c20cbc1cb20c4c5ccc13f20fcd4cf20d4c5cbd3d420cec120d2d5d3d3cbcf4d20d1dad9cbc52e',
      'hex',
    );
    expect(decodeText(new Uint8Array(bytes)).text).toContain('Привет, как дела?');
  });

  it('believes a declared encoding that fits, and not one that does not', () => {
    const greek = Buffer.from('c5ebebdce4e1', 'hex');
    expect(decodeText(new Uint8Array(greek), 'iso-8859-7').text).toBe('Ελλάδα');
    expect(decodeText(utf8(GERMAN), 'iso-8859-1').text).toBe(GERMAN);
    expect(decodeText(latin1('gr\u00fcn'), 'no-such-encoding').text).toBe('grün');
  });

  it('keeps UTF-8 when only a few bytes are broken, and says that it is lossy', () => {
    const bytes = Buffer.concat([utf8('Schöne Grüße aus Köln, '.repeat(10)), Buffer.from([0xc3])]);
    expect(decodeText(new Uint8Array(bytes))).toEqual({
      text: `${'Schöne Grüße aus Köln, '.repeat(10)}\ufffd`,
      encoding: 'utf-8',
      lossy: true,
    });
  });

  it('decodes any bytes without throwing', () => {
    for (let seed = 1; seed < 50; seed++) {
      expect(typeof decodeText(pseudoRandomBytes(seed * 7, seed)).text).toBe('string');
    }
  });
});
