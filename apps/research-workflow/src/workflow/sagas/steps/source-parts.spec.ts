import { describe, expect, it } from '@jest/globals';
import { MAX_PARTS, partsOf } from './source-parts.js';

const ids = (count: number): string[] => Array.from({ length: count }, (_, index) => `content-${index}`);

describe('the parts of the sources', () => {
  it('are the sources themselves as long as they are few', () => {
    expect(partsOf(ids(3))).toEqual([['content-0'], ['content-1'], ['content-2']]);
    expect(partsOf([])).toEqual([]);
  });

  it.each([8, 9, 50, 200, 2000])('hold each of %d sources once, in few parts of about the same size', (count) => {
    const parts = partsOf(ids(count));
    expect(parts).toHaveLength(MAX_PARTS);
    expect(parts.flat().toSorted()).toEqual(ids(count).toSorted());
    const sizes = parts.map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });
});
