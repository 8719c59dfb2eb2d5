import { expect, it } from '@jest/globals';
import { BoundedLabel, OTHER } from './bounded-label.js';

it('keeps the first values of a label and counts those beyond its bound together', () => {
  const label = new BoundedLabel(2);
  expect(['a', 'b', 'c', 'a'].map((value) => label.of(value))).toEqual(['a', 'b', OTHER, 'a']);
});

it('takes no text of unbounded length for a value', () => {
  expect(new BoundedLabel(2).of('x'.repeat(1000))).toBe(OTHER);
});
