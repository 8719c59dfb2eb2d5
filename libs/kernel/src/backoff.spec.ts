import { describe, expect, it } from '@jest/globals';
import { backoffDelay, pause } from './index.js';

const STEADY = { initial: 100, factor: 2, max: 5000, jitter: 0 };

describe('backoffDelay', () => {
  it('grows with every failure up to its limit', () => {
    expect([1, 2, 3, 6, 7, 8].map((attempt) => backoffDelay(attempt, STEADY))).toEqual([
      100, 200, 400, 3200, 5000, 5000,
    ]);
  });

  it('stays at its limit however often it fails', () => {
    expect(backoffDelay(10_000, STEADY)).toBe(5000);
  });

  it('leaves at most its share to chance', () => {
    const delays = Array.from({ length: 500 }, () => backoffDelay(3, { ...STEADY, jitter: 0.25 }));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...delays)).toBeLessThanOrEqual(400);
    expect(new Set(delays).size).toBeGreaterThan(10);
  });
});

describe('pause', () => {
  it('ends early and without an error when its signal aborts', async () => {
    const stop = new AbortController();
    const pausing = pause(3_600_000, stop.signal);
    stop.abort();
    await expect(pausing).resolves.toBeUndefined();
  });

  it('does not begin when its signal has aborted already', async () => {
    await expect(pause(3_600_000, AbortSignal.abort())).resolves.toBeUndefined();
  });
});
