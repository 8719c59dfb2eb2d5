import { describe, expect, it } from '@jest/globals';
import { depthOf, MAX_JSON_DEPTH } from './json-body.js';

describe('the depth of a JSON text', () => {
  it.each([
    ['1', 0],
    ['{"a":1}', 1],
    ['[[],{"a":[1]}]', 3],
    ['"[[["', 0],
    ['{"a\\"[[":"\\\\","b":[]}', 2],
    ['[],[],[]', 1],
  ])('of %s is %i', (text, depth) => {
    expect(depthOf(text)).toBe(depth);
  });

  it('is looked at no further than needed', () => {
    expect(depthOf('['.repeat(1_000_000))).toBe(MAX_JSON_DEPTH + 1);
  });
});
