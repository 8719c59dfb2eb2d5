import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.js';

describe('sideBySide', () => {
  it('works every item off, no more at a time than it may', async () => {
    let running = 0;
    let most = 0;
    const done: number[] = [];
    await sideBySide([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++running);
      await delay(1);
      running--;
      done.push(item);
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
  });

  it('does nothing for nothing', async () => {
    await sideBySide([], 3, () => Promise.reject(new Error('There is nothing.')));
  });

  it('rejects with the first failure, after what was begun has ended, and begins nothing else', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const working = sideBySide([1, 2, 3, 4], 2, async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('The first one failed.');
      await delay(10);
      ended.push(item);
    });
    await expect(working).rejects.toThrow('The first one failed.');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([2]);
  });
});
