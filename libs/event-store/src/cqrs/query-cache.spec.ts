import { describe, expect, it } from '@jest/globals';
import { QueryCache } from './query-cache.js';

interface Execution {
  answer(value: unknown): void;
  fail(error: unknown): void;
}

/** A cache whose clock stands still, and whose executions end when the spec says so. */
class Desk {
  now = 0;
  readonly executions: Execution[] = [];
  readonly cache: QueryCache;

  constructor(maxEntries = 10) {
    this.cache = new QueryCache('FindNotes', { ttl: 100, maxEntries }, () => this.now);
  }

  ask(key: string): Promise<unknown> {
    return this.cache.get(key, () => new Promise((answer, fail) => this.executions.push({ answer, fail })));
  }

  /** Asks, and answers at once if it has to be executed. */
  async learn(key: string, value: unknown): Promise<unknown> {
    const known = this.executions.length;
    const asked = this.ask(key);
    this.executions[known]?.answer(value);
    return asked;
  }
}

describe('A cache of answers', () => {
  it('gives an answer again until its time is over, counted from when it was asked for', async () => {
    const desk = new Desk();
    const asked = desk.ask('a');
    desk.now = 50;
    desk.executions[0]!.answer('first');
    expect(await asked).toBe('first');
    desk.now = 99;
    expect(await desk.learn('a', 'second')).toBe('first');
    desk.now = 100;
    expect(await desk.learn('a', 'second')).toBe('second');
  });

  it('keeps the answers of different questions apart', async () => {
    const desk = new Desk();
    await desk.learn('a', 1);
    await desk.learn('b', 2);
    expect([await desk.learn('a', 0), await desk.learn('b', 0)]).toEqual([1, 2]);
  });

  it('executes a question once that many ask at the same time', async () => {
    const desk = new Desk();
    const asked = [desk.ask('a'), desk.ask('a'), desk.ask('a')];
    desk.executions[0]!.answer({ notes: 1 });
    const answers = await Promise.all(asked);
    expect(desk.executions).toHaveLength(1);
    expect(answers).toEqual([{ notes: 1 }, { notes: 1 }, { notes: 1 }]);
  });

  it('does not keep a failure', async () => {
    const desk = new Desk();
    const asked = [desk.ask('a'), desk.ask('a')];
    desk.executions[0]!.fail(new Error('No.'));
    expect(await Promise.allSettled(asked)).toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    expect(await desk.learn('a', 'later')).toBe('later');
  });

  it('executes again after it was dropped', async () => {
    const desk = new Desk();
    await desk.learn('a', 'old');
    desk.cache.drop();
    expect(await desk.learn('a', 'new')).toBe('new');
  });

  it('keeps no answer that was on its way when it was dropped, and lets nobody join it', async () => {
    const desk = new Desk();
    const early = desk.ask('a');
    desk.cache.drop();
    const late = desk.ask('a');
    desk.executions[1]!.answer('new');
    expect(await late).toBe('new');
    desk.executions[0]!.answer('old');
    expect(await early).toBe('old');
    expect(await desk.learn('a', 'other')).toBe('new');
  });

  it('drops the answer that was not asked for the longest when there are too many', async () => {
    const desk = new Desk(2);
    await desk.learn('a', 1);
    await desk.learn('b', 2);
    await desk.learn('a', 0);
    await desk.learn('c', 3);
    expect(await desk.learn('a', 0)).toBe(1);
    expect(await desk.learn('b', 'again')).toBe('again');
  });

  it('gives an answer that cannot be changed', async () => {
    const desk = new Desk();
    const answer = (await desk.learn('a', { list: [1] })) as { list: number[] };
    expect(() => answer.list.push(2)).toThrow(TypeError);
  });
});
