import { describe, expect, it } from '@jest/globals';
import { joinWrappedLines } from './join-wrapped-lines.js';

describe('joinWrappedLines', () => {
  it.each([
    ['wrapped words', ['The first line', 'and the second.'], 'The first line and the second.'],
    ['a hyphenated word', ['an exam-', 'ple'], 'an example'],
    ['a word hyphenated three times', ['inter-', 'nation-', 'al'], 'international'],
    ['a name with a hyphen', ['North-', 'South dialogue'], 'North-South dialogue'],
    ['a hyphen for a part left out', ['pre-', 'and post-processing'], 'pre- and post-processing'],
    ['a soft hyphen', ['exam\u00ad', 'ple'], 'example'],
    ['a dash between words', ['one thing –', 'and another'], 'one thing – and another'],
    ['a URL broken after a slash', ['https://example.com/', 'docs'], 'https://example.com/docs'],
    ['a range of numbers', ['1990-', '2000'], '1990- 2000'],
    ['Japanese', ['これは長い', '文です。'], 'これは長い文です。'],
    ['lines with blanks around them', ['  a  ', '', '  b'], 'a b'],
  ])('joins %s', (_, lines, expected) => {
    expect(joinWrappedLines(lines)).toBe(expected);
  });

  it('keeps the hyphen of a compound that the document writes with one', () => {
    expect(joinWrappedLines(['a well-', 'known fact'], new Set(['well-known']))).toBe('a well-known fact');
    expect(joinWrappedLines(['a well-', 'known fact'])).toBe('a wellknown fact');
  });
});
