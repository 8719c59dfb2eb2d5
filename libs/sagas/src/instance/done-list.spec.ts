import { describe, expect, it } from '@jest/globals';
import { lastDone, NOTHING_DONE, withDone, withoutLast } from './done-list.js';

const one = { step: 'one', round: 1, index: 0 };
const two = { step: 'two', round: 1, index: 0 };
const three = { step: 'three', round: 1, index: 0 };

describe('The list of what is done', () => {
  it('grows without being copied', () => {
    const first = withDone(NOTHING_DONE, one);
    const second = withDone(first, two);
    expect(second.items).toBe(first.items);
    expect([lastDone(first), lastDone(second)]).toEqual([one, two]);
  });

  it('keeps two futures of one state apart', () => {
    const first = withDone(NOTHING_DONE, one);
    const tried = withDone(first, two);
    const triedAgain = withDone(first, three);
    expect([lastDone(first), lastDone(tried), lastDone(triedAgain)]).toEqual([one, two, three]);
    expect(lastDone(withDone(withoutLast(tried), three))).toEqual(three);
    expect(lastDone(tried)).toEqual(two);
    expect(NOTHING_DONE.items).toEqual([]);
  });

  it('is empty in the end', () => {
    expect(lastDone(withoutLast(withDone(NOTHING_DONE, one)))).toBeNull();
    expect(withoutLast(NOTHING_DONE).count).toBe(0);
  });
});
