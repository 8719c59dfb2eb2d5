import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Membership } from './membership.js';

describe('a member of a group', () => {
  let membership: Membership;
  beforeEach(() => {
    jest.useFakeTimers({ now: 0 });
    membership = new Membership(10_000, 30_000);
    membership.asksToJoin();
    membership.joined('m1');
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('keeps what it holds through a rebalance that it took part in', () => {
    membership.asksToJoin();
    expect(membership.joined('m1')).toBe(true);
  });

  it('does not when it was expelled and has another id', () => {
    membership.asksToJoin();
    expect(membership.joined('m2')).toBe(false);
  });

  it('does not when it had to ask twice: in between others may have been given its partitions', () => {
    membership.asksToJoin();
    membership.asksToJoin();
    expect(membership.joined('m1')).toBe(false);
    membership.asksToJoin();
    expect(membership.joined('m1')).toBe(true);
  });

  it('falls silent after a session without an answer, which is told once, and comes back with the next answer', () => {
    jest.advanceTimersByTime(9_000);
    expect(membership.heard()).toBe(false);
    jest.advanceTimersByTime(9_000);
    expect(membership.fellSilent()).toBe(false);
    jest.advanceTimersByTime(2_000);
    expect([membership.fellSilent(), membership.fellSilent()]).toEqual([true, false]);
    expect([membership.heard(), membership.heard()]).toEqual([true, false]);
  });

  it('is not silent while it waits for the others in a rebalance', () => {
    membership.asksToJoin();
    jest.advanceTimersByTime(39_000);
    expect(membership.fellSilent()).toBe(false);
    jest.advanceTimersByTime(2_000);
    expect(membership.fellSilent()).toBe(true);
    expect(membership.joined('m1')).toBe(false);
  });
});
