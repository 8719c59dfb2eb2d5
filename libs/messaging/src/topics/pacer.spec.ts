import { describe, expect, it } from '@jest/globals';
import { Pacer } from './pacer.js';

describe('A pacer', () => {
  it('lets through at once what it may, and has the next wait for its time', async () => {
    let now = 0;
    const pacer = new Pacer(1_000, () => now);
    await pacer.pass(100);
    now = 100;
    await pacer.pass(100);
    const stop = new AbortController();
    let passed = false;
    const third = pacer.pass(100, stop.signal).then(() => (passed = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(passed).toBe(false);
    stop.abort();
    await third;
    expect(passed).toBe(true);
  });

  it.each([
    [2_000, 200],
    [5, 1],
    [1, 1],
  ])('at %i per second lets %i go at once', (perSecond, burst) => {
    expect(new Pacer(perSecond).burst).toBe(burst);
  });
});
