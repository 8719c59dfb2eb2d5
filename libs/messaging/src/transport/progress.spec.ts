import { describe, expect, it } from '@jest/globals';
import { Progress } from './progress.js';

/** A consumer that is looked at every second; each look says how it stands. */
function watched(patienceMs = 3000): {
  progress: Progress;
  look(sample?: Partial<Parameters<Progress['look']>[0]>): boolean;
} {
  const progress = new Progress(patienceMs);
  let at = 0;
  const look = (sample = {}): boolean =>
    progress.look({ at: (at += 1000), finished: 7, lag: 5, isExcused: false, ...sample });
  return { progress, look };
}

describe('A consumer', () => {
  it('that finishes nothing while records lie before it is restarted when the patience is over', () => {
    const { progress, look } = watched();
    expect([look(), look(), look()]).toEqual([false, false, false]);
    expect(progress.isStuck).toBe(false);
    expect(look()).toBe(true);
    expect(progress.isStuck).toBe(true);
  });

  it('is given twice as long after each restart in vain', () => {
    const { look } = watched(1000);
    const restartedAt = Array.from({ length: 32 }, (_, second) => (look() ? second : -1)).filter(
      (second) => second > 0,
    );
    expect(restartedAt).toEqual([1, 3, 7, 15, 31]);
  });

  it('is fine again with the first record that it finishes, and has its patience back', () => {
    const { progress, look } = watched(1000);
    look();
    expect(look()).toBe(true);
    expect(look({ finished: 8 })).toBe(false);
    expect(progress.isStuck).toBe(false);
    expect(look({ finished: 8 })).toBe(true);
  });

  it.each([
    ['finishes records', (look: number) => ({ finished: look })],
    ['has nothing before it', () => ({ lag: 0 })],
    ['waits on purpose or is busy', () => ({ isExcused: true })],
  ])('that %s is left alone', (_, sample) => {
    const { progress, look } = watched();
    for (let second = 0; second < 20; second++) expect(look(sample(second))).toBe(false);
    expect(progress.isStuck).toBe(false);
  });

  it('that stops being busy is given the whole patience', () => {
    const { look } = watched();
    for (let second = 0; second < 10; second++) look({ isExcused: true });
    expect([look(), look(), look()]).toEqual([false, false, true]);
  });

  it('that was stuck stays so while it is excused: nothing was finished', () => {
    const { progress, look } = watched(1000);
    look();
    look();
    look({ isExcused: true });
    expect(progress.isStuck).toBe(true);
  });
});
