import { describe, expect, it } from '@jest/globals';
import { sameWord, wordKeys } from './word-keys.js';

describe('word keys', () => {
  it.each([
    ['lost', 'lose'],
    ['kept', 'keep'],
    ['children', 'child'],
    ['opened', 'opening'],
    ['largest', 'large'],
    ['organisation', 'organization'],
    ['harbour', 'harbors'],
    ['halves', 'halve'],
  ])('are shared by forms of one word: %s, %s', (left, right) => {
    expect(sameWord(left, right)).toBe(true);
  });

  it.each([
    ['organ', 'organisation'],
    ['boss', 'bo'],
    ['bed', 'be'],
  ])('are not shared by %s and %s', (left, right) => {
    expect(sameWord(left, right)).toBe(false);
  });

  it('keep both readings of an ambiguous form', () => {
    expect(wordKeys('left')).toEqual(['leav', 'left']);
  });

  it('leave words of other scripts alone', () => {
    expect(wordKeys('größe')).toEqual(['größe']);
  });
});
