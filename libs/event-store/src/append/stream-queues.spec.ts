import { describe, expect, it } from '@jest/globals';
import { StreamQueues } from './stream-queues.js';

const any = (): boolean => true;

describe('StreamQueues', () => {
  it('gives one of each stream, the next one when that is done', () => {
    const queues = new StreamQueues<string>();
    for (const item of ['a1', 'a2', 'b1', 'a3']) queues.add(item[0] ?? '', item);
    expect(queues.take(10, any)).toEqual(['a1', 'b1']);
    expect(queues.take(10, any)).toEqual([]);
    queues.done('a');
    queues.done('b');
    expect(queues.take(10, any)).toEqual(['a2']);
    queues.done('a');
    expect(queues.take(10, any)).toEqual(['a3']);
    queues.done('a');
    expect(queues.isEmpty).toBe(true);
  });

  it('gives no more than are asked for, and no more than fit', () => {
    const queues = new StreamQueues<number>();
    for (const item of [1, 2, 30, 4]) queues.add(`${item}`, item);
    expect(queues.take(1, any)).toEqual([1]);
    expect(queues.take(10, (item) => item < 10)).toEqual([2]);
    expect(queues.take(10, (item) => item < 10)).toEqual([30, 4]);
  });

  it('gives again what is put back, before what comes behind it in its stream', () => {
    const queues = new StreamQueues<string>();
    for (const item of ['a1', 'a2']) queues.add('a', item);
    queues.putBack(...queues.take(1, any));
    expect(queues.ready).toBe(1);
    expect(queues.take(10, any)).toEqual(['a1']);
  });
});
