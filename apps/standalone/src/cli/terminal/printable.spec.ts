import { describe, expect, it } from '@jest/globals';
import { byteSize } from './byte-size.js';
import { printable, shortened } from './printable.js';
import { reasonOf, systemCodeOf } from './reason-of.js';

describe('printable', () => {
  it('removes escape sequences and control characters, and keeps text of any script', () => {
    expect(printable('a\u001b[31mb\u001b[0m\u0007\u0000c\u009b2Jd')).toBe('abcd');
    expect(printable('\u001b]8;;http://evil/\u0007link\u001b]8;;\u0007')).toBe('link');
    expect(printable('Zoë 漢字 🙂 é')).toBe('Zoë 漢字 🙂 é');
  });

  it('keeps everything on one line, in the direction it is written', () => {
    expect(printable('one\r\ntwo\tthree\u2028four')).toBe('one two three four');
    expect(printable('a\u202egnp.exe')).toBe('agnp.exe');
  });
});

describe('shortened', () => {
  it('cuts at whole characters and says that it did', () => {
    expect(shortened('short', 10)).toBe('short');
    expect(shortened('🙂🙂🙂🙂🙂🙂', 5)).toBe('🙂🙂...');
  });
});

describe('byteSize', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1536, '1.5 KiB'],
    [200 * 1024 ** 2, '200 MiB'],
  ])('writes %i as %s', (bytes, text) => expect(byteSize(bytes)).toBe(text));
});

describe('reasonOf', () => {
  it('finds the system error inside what fetch throws', () => {
    const cause = Object.assign(new Error('connect ECONNREFUSED ::1:1'), { code: 'ECONNREFUSED' });
    const error = new TypeError('fetch failed', { cause: new AggregateError([cause]) });
    expect(systemCodeOf(error)).toBe('ECONNREFUSED');
    expect(reasonOf(error)).toBe('connection refused (ECONNREFUSED)');
  });

  it('falls back to the words of the error and its cause', () => {
    expect(reasonOf(new Error('no luck', { cause: new Error('bad weather') }))).toBe('no luck: bad weather');
    expect(reasonOf('just text')).toBe('just text');
  });
});
