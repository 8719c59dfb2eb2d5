import { describe, expect, it } from '@jest/globals';
import { retryDelay } from './retry-delay.js';

const policy = { attempts: 10, initialMs: 100, maxMs: 1000, jitter: 0 };
const delays = (backoff: 'linear' | 'exponential'): number[] =>
  [1, 2, 3, 4, 5, 20].map((attempt) => retryDelay({ ...policy, backoff }, attempt));

describe('The wait before another attempt', () => {
  it('grows by the same step each time when it is linear', () => {
    expect(delays('linear')).toEqual([100, 200, 300, 400, 500, 1000]);
  });

  it('doubles each time when it is exponential, up to the most', () => {
    expect(delays('exponential')).toEqual([100, 200, 400, 800, 1000, 1000]);
  });

  it('stays finite after more attempts than doubling can count', () => {
    expect(retryDelay({ ...policy, backoff: 'exponential' }, 5000)).toBe(1000);
  });

  it('leaves a share of itself to chance', () => {
    const some = Array.from({ length: 200 }, () => retryDelay({ ...policy, backoff: 'linear', jitter: 0.5 }, 2));
    expect(Math.min(...some)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...some)).toBeLessThanOrEqual(200);
    expect(new Set(some).size).toBeGreaterThan(1);
  });
});
