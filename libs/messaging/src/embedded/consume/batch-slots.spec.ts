import { describe, expect, it } from '@jest/globals';
import { BatchSlots } from './batch-slots.js';

function jobs(slots: BatchSlots, names: string) {
  const started: string[] = [];
  const finish = new Map<string, () => void>();
  const done = [...names].map((name) =>
    slots.run(() => {
      started.push(name);
      return new Promise<void>((resolve) => finish.set(name, resolve));
    }),
  );
  const end = async (name: string): Promise<void> => {
    finish.get(name)?.();
    await done[names.indexOf(name)];
  };
  return { started, end };
}

describe('BatchSlots', () => {
  it('runs as many as allowed, the others in turn', async () => {
    const slots = new BatchSlots(2, () => undefined);
    const { started, end } = jobs(slots, 'abcd');
    await Promise.resolve();
    expect(started.join('')).toBe('ab');
    await end('b');
    await Promise.resolve();
    expect(started.join('')).toBe('abc');
    await end('a');
    await Promise.resolve();
    expect(started.join('')).toBe('abcd');
  });

  it('is free again, and says so, when nobody waits', async () => {
    let freed = 0;
    const slots = new BatchSlots(1, () => freed++);
    const { end } = jobs(slots, 'ab');
    await Promise.resolve();
    await end('a');
    await Promise.resolve();
    expect([slots.hasFree, freed]).toEqual([false, 0]);
    await end('b');
    expect([slots.hasFree, freed]).toEqual([true, 1]);
  });

  it('frees the slot of work that fails', async () => {
    const slots = new BatchSlots(1, () => undefined);
    await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await slots.run(() => Promise.resolve('yes'))).toBe('yes');
  });
});
