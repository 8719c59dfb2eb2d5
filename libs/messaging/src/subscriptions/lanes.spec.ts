import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Lanes } from './lanes.js';

describe('Lanes', () => {
  it('run the tasks of a lane one after the other, in order', async () => {
    const lanes = new Lanes();
    const done: number[] = [];
    let running = 0;
    let most = 0;
    const all = Array.from(
      { length: 350 },
      (_, index) =>
        new Promise<void>((resolve) =>
          lanes.push('a', async () => {
            most = Math.max(most, ++running);
            if (index % 50 === 0) await turn();
            running--;
            done.push(index);
            resolve();
          }),
        ),
    );
    await Promise.all(all);
    expect(most).toBe(1);
    expect(done).toEqual(Array.from({ length: 350 }, (_, index) => index));
  });

  it('do not wait for each other', async () => {
    const lanes = new Lanes();
    lanes.push('stuck', () => new Promise(() => undefined));
    await new Promise<void>((resolve) => lanes.push('free', async () => resolve()));
  });

  it('take a task up again after they were empty', async () => {
    const lanes = new Lanes();
    for (let round = 0; round < 3; round++) {
      await new Promise<void>((resolve) => lanes.push('a', async () => resolve()));
      await turn();
    }
  });
});
