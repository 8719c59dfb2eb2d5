import { expect, it } from '@jest/globals';
import { settledWithin } from './settled-within.js';

it.each([
  ['is over', Promise.resolve('done'), true],
  ['fails', Promise.reject(new Error('away')), true],
  ['hangs', new Promise(() => undefined), false],
])('waiting for what %s ends', async (_what, running, expected) => {
  expect(await settledWithin(running, 5)).toBe(expected);
});
