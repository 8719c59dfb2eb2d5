import { describe, expect, it } from '@jest/globals';
import { Reading } from './reading.js';

describe('a reading for metrics', () => {
  it('is used again until it is old', async () => {
    let now = 0;
    let reads = 0;
    const reading = new Reading(
      async () => ++reads,
      () => now,
    );
    expect([await reading.get(), await reading.get()]).toEqual([1, 1]);
    now = 10_001;
    expect(await reading.get()).toBe(2);
  });

  it('that hangs is not begun a second time, and shows nothing', async () => {
    let reads = 0;
    const reading = new Reading(() => (reads++, new Promise<number>(() => undefined)));
    expect([await reading.get(1), await reading.get(1), reads]).toEqual([null, null, 1]);
  });

  it('that fails shows nothing, and is tried again the next time', async () => {
    let reads = 0;
    const reading = new Reading(async () => {
      if (++reads === 1) throw new Error('away');
      return reads;
    });
    expect([await reading.get(), await reading.get()]).toEqual([null, 2]);
  });
});
