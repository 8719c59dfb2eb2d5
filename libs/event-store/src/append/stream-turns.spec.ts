import { describe, expect, it } from '@jest/globals';
import { StreamTurns } from './stream-turns.js';

const stream = (streamId: string) => ({ tenantId: 'default', streamId, category: 'note' });

describe('StreamTurns', () => {
  it('lets the calls for one stream run one after the other, also when one fails', async () => {
    const turns = new StreamTurns();
    const done: string[] = [];
    const ends: (() => void)[] = [];
    const call = (streamId: string, text: string): Promise<void> =>
      turns.take(stream(streamId), async () => {
        await new Promise<void>((resolve) => ends.push(resolve));
        done.push(text);
        if (text === 'a2') throw new Error('It failed.');
      });
    const all = Promise.allSettled([call('a', 'a1'), call('a', 'a2'), call('b', 'b1'), call('a', 'a3')]);
    while (done.length < 4) {
      await new Promise(setImmediate);
      ends.pop()?.();
    }
    expect(done.filter((text) => text.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect(done[0]).toBe('b1');
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled']);
  });

  it('know for which streams nothing is under way', async () => {
    const turns = new StreamTurns();
    const turn = turns.take(stream('a'), async () => undefined);
    expect([turns.isFree(stream('a')), turns.isFree(stream('b'))]).toEqual([false, true]);
    await turn;
    expect(turns.isFree(stream('a'))).toBe(true);
  });
});
