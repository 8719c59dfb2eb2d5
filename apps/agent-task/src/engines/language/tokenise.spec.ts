import { describe, expect, it } from '@jest/globals';
import { tokenise } from './tokenise.js';

const lower = (text: string): string[] => tokenise(text).map((token) => token.lower);

describe('tokenise', () => {
  it('finds words and numbers with their offsets', () => {
    const text = 'It cost 28,400 pounds.';
    const tokens = tokenise(text);
    expect(tokens.map(({ surface }) => surface)).toEqual(['It', 'cost', '28,400', 'pounds']);
    for (const { surface, start, end } of tokens) expect(text.slice(start, end)).toBe(surface);
  });

  it('counts offsets from the start of the text when only a part is read', () => {
    expect(tokenise('one two three', 4, 7)).toEqual([{ surface: 'two', lower: 'two', start: 4, end: 7 }]);
  });

  it('cuts compound names into their parts', () => {
    expect(lower('bodyLimit max_attempts at-least-once')).toEqual([
      'body',
      'limit',
      'max',
      'attempts',
      'at',
      'least',
      'once',
    ]);
  });

  it('drops a possessive ending', () => {
    expect(lower("Penrose's bank, the owners’ house")).toEqual(['penrose', 'bank', 'the', 'owners', 'house']);
  });

  it('cuts text without spaces into pairs of characters', () => {
    expect(lower('東京都')).toEqual(['東京', '京都']);
  });
});
