import { describe, expect, it } from '@jest/globals';
import { conceptOf } from './concept.js';
import { wordKeys } from './word-keys.js';

const strength = (asked: string, said: string, reading?: Parameters<typeof conceptOf>[1]): number =>
  conceptOf(asked, reading).strength(wordKeys(said));

describe('a concept', () => {
  it('is met in full by the forms of its own word', () => {
    expect(strength('founded', 'founding')).toBe(1);
  });

  it.each([
    ['vacation', 'holiday'],
    ['begun', 'launched'],
    ['disease', 'influenza'],
    ['colour', 'red'],
    ['reserve', 'booked'],
  ])('is met in part by a related word: %s, %s', (asked, said) => {
    expect(strength(asked, said)).toBeGreaterThanOrEqual(0.6);
    expect(strength(asked, said)).toBeLessThan(1);
  });

  it('goes from the class to its members, not back', () => {
    expect(strength('red', 'colour', 'exact')).toBe(0);
  });

  it('reads a base form as itself and not as a form of another word', () => {
    expect(strength('establish', 'founded', 'verb')).toBeGreaterThan(0);
    expect(strength('establish', 'finding', 'verb')).toBe(0);
  });

  it('knows words of its part of speech only', () => {
    expect(strength('cats', 'vomit', 'noun')).toBe(0);
  });

  it('is met by nothing else when it is a name', () => {
    expect(strength('penrose', 'price', 'exact')).toBe(0);
  });
});
