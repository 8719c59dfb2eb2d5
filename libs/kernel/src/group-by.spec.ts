import { describe, expect, it } from '@jest/globals';
import { groupBy } from './index.js';

describe('groupBy', () => {
  it('keeps the order of keys and of the items of each', () => {
    const groups = groupBy(['b1', 'a1', 'b2', 'c1', 'a2'], (item) => item[0]);
    expect([...groups]).toEqual([
      ['b', ['b1', 'b2']],
      ['a', ['a1', 'a2']],
      ['c', ['c1']],
    ]);
  });

  it('has no group for nothing', () => {
    expect(groupBy([], (item) => item).size).toBe(0);
  });
});
