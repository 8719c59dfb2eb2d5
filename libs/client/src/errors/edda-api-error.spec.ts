import { describe, expect, it } from '@jest/globals';
import { retryAfterOf } from './edda-api-error.js';

describe('how long the API asks to wait', () => {
  const NOW = Date.parse('2026-01-15T09:30:00Z');

  it.each<[string | null, number | null]>([
    ['12', 12_000],
    ['0', 0],
    ['Thu, 15 Jan 2026 09:30:05 GMT', 5_000],
    ['Thu, 15 Jan 2026 09:29:00 GMT', 0],
    ['soon', null],
    [null, null],
  ])('is, for %s, %s ms', (text, ms) => {
    expect(retryAfterOf(new Headers(text === null ? {} : { 'retry-after': text }), NOW)).toBe(ms);
  });
});
