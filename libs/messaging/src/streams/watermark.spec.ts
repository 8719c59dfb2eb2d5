import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextWatermark } from './watermark.js';

const OPTIONS = { outOfOrderness: 5, idleAfter: 30 };
const NOW = 1000;

const heard = (eventTime: number | null, ago = 0) => ({ eventTime, heardAt: NOW - ago });
const next = (before: number | null, ...partitions: ReturnType<typeof heard>[]) =>
  nextWatermark(before, partitions, NOW, OPTIONS);

describe('the watermark', () => {
  it('follows the slowest partition, as far behind as events may be out of order', () => {
    expect(next(null, heard(900), heard(950))).toBe(895);
  });

  it('waits for a partition of which nothing is known yet', () => {
    expect(next(100, heard(900), heard(null))).toBe(100);
  });

  it('is not held by a partition in which nothing comes', () => {
    expect(next(100, heard(900), heard(500, 31), heard(null, 31))).toBe(895);
  });

  it('goes on with the clock where nothing comes in any', () => {
    expect(next(100, heard(500, 31), heard(null, 40))).toBe(NOW - 30 - 5);
  });

  it('never goes back', () => {
    const partitions = fc.array(
      fc.record({
        eventTime: fc.option(fc.integer({ min: 0, max: NOW })),
        heardAt: fc.integer({ min: NOW - 60, max: NOW }),
      }),
    );
    fc.assert(
      fc.property(fc.option(fc.integer({ min: 0, max: 2 * NOW })), partitions, (before, all) => {
        expect(nextWatermark(before, all, NOW, OPTIONS) ?? -1).toBeGreaterThanOrEqual(before ?? -1);
      }),
    );
  });
});
