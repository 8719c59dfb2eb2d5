import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BoundedLookups } from './bounded-lookups.js';

describe('lookups', () => {
  it('run side by side up to the limit, whoever asks, and come back in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.array(fc.integer(), { maxLength: 6 }), { maxLength: 4 }),
        async (scheduler, limit, batches) => {
          const lookups = new BoundedLookups(limit);
          let running = 0;
          let most = 0;
          const asked = batches.map((items) =>
            lookups.inOrder(items, async (item) => {
              most = Math.max(most, ++running);
              await scheduler.schedule(Promise.resolve());
              running--;
              return item + 1;
            }),
          );
          await scheduler.waitFor(Promise.all(asked));
          expect(await Promise.all(asked)).toEqual(batches.map((items) => items.map((item) => item + 1)));
          expect(most).toBe(Math.min(limit, batches.flat().length));
        },
      ),
    );
  });

  it('begin nothing after a failure and reject when what was begun has ended', async () => {
    const lookups = new BoundedLookups(2);
    const begun: number[] = [];
    const ended: number[] = [];
    const asked = lookups.inOrder([1, 2, 3, 4], async (item) => {
      begun.push(item);
      if (item === 1) throw new Error('The first one failed.');
      await new Promise((resolve) => setImmediate(resolve));
      ended.push(item);
    });
    await expect(asked).rejects.toThrow('The first one failed.');
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([2]);
    expect(await lookups.inOrder([5, 6], async (item) => item)).toEqual([5, 6]);
  });
});
