import { describe, expect, it } from '@jest/globals';
import { PartitionWindow } from './partition-window.js';

describe('PartitionWindow', () => {
  it('is finished up to the lowest record that is not, whatever is finished behind it', () => {
    const window = new PartitionWindow();
    for (const offset of [3, 4, 7, 8]) window.add(offset);
    expect(window.low).toBe(3);
    expect(window.finish(7)).toBe(false);
    expect(window.low).toBe(3);
    expect(window.finish(3)).toBe(true);
    expect(window.low).toBe(4);
    expect(window.finish(4)).toBe(true);
    expect([window.low, window.size]).toEqual([8, 1]);
    expect(window.finish(8)).toBe(true);
    expect([window.low, window.size]).toEqual([9, 0]);
  });

  it('does not take a record twice', () => {
    const window = new PartitionWindow();
    expect([window.add(1), window.add(2), window.add(2), window.add(1)]).toEqual([true, true, false, false]);
    expect(window.size).toBe(2);
  });

  it('knows of nothing before it has begun', () => {
    expect(new PartitionWindow().low).toBeNull();
  });

  it('counts right however many go through it', () => {
    const window = new PartitionWindow();
    for (let offset = 0; offset < 5000; offset++) {
      window.add(offset);
      if (offset % 2 === 1) {
        window.finish(offset);
        window.finish(offset - 1);
      }
    }
    expect([window.low, window.size]).toEqual([5000, 0]);
  });
});
