import { expect, it } from '@jest/globals';
import { AllowedMethods } from './allowed-methods.js';

it.each([
  ['/a', ['GET', 'POST']],
  ['/a/1', ['DELETE']],
  ['/a/1/b', ['PUT']],
  ['/a/', []],
  ['/a/1/c', []],
  ['/b', []],
  ['/b/', ['GET']],
  ['/b/c/d', ['GET']],
])('knows the methods of %s', (path, expected) => {
  const methods = new AllowedMethods();
  methods.add(['POST', 'GET'], '/a');
  methods.add('GET', '/a');
  methods.add('DELETE', '/a/:id');
  methods.add('PUT', '/a/:id/b');
  methods.add('GET', '/b/*');
  expect(methods.of(path)).toEqual(expected);
});
