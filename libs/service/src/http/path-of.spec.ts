import { expect, it } from '@jest/globals';
import { pathOf } from './path-of.js';

it.each([
  ['/a/b?c=d/e', '/a/b'],
  ['/', '/'],
  ['?x', '/'],
  ['http://host:1/a?b', '/a'],
  ['http://host', '/'],
  ['/a#b', '/a'],
])('the path of %s is %s', (target, path) => {
  expect(pathOf(target)).toBe(path);
});
