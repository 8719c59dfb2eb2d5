import { describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.js';
import type { Claim } from './claim.js';
import { GroupSession, type SessionGroup } from './group-session.js';

const emptyClaim = (generation: number): Claim => ({ generation, kept: [], surplus: [], waiting: false });

function world(options: { claim?: () => Promise<Claim | null>; settled?: boolean; sessionTimeoutMs?: number } = {}) {
  const { claim = async () => emptyClaim(1), settled = true, sessionTimeoutMs = 60_000 } = options;
  const joins: string[] = [];
  const claims: Claim[] = [];
  const calls = { claim: 0, lost: 0, left: 0 };
  const group: SessionGroup = {
    subscription: { group: 'group', topics: ['topic'], from: 'earliest', instance: null, sessionTimeoutMs },
    join: async (memberId) => void joins.push(memberId),
    claim: () => (calls.claim++, claim()),
    leave: async () => void calls.left++,
  };
  const handlers = { onClaim: (one: Claim) => (claims.push(one), settled), onLost: () => void calls.lost++ };
  const logger = { log: () => undefined, warn: () => undefined, error: () => undefined };
  return { session: new GroupSession(group, handlers, logger, 'Group "group"'), joins, claims, calls };
}

const idOf = (session: GroupSession): string => session.heartbeatId ?? 'none';
const beat = (session: GroupSession, generation: number) => session.heard(idOf(session), generation, performance.now());

describe('GroupSession', () => {
  it('joins, claims, and is a member from then on', async () => {
    const { session, joins, claims } = world();
    expect(session.heartbeatId).toBeNull();
    await session.join();
    expect(joins).toEqual([session.heartbeatId]);
    expect(claims).toEqual([emptyClaim(1)]);
    await session.leave();
    expect(session.heartbeatId).toBeNull();
  });

  it('claims again only when the generation has changed', async () => {
    let generation = 1;
    const { session, calls } = world({ claim: async () => emptyClaim(generation) });
    await session.join();
    beat(session, 1);
    await session.sync();
    expect(calls.claim).toBe(2);
    beat(session, 1);
    expect(calls.claim).toBe(2);
    generation = 2;
    beat(session, 2);
    await eventually(() => expect(calls.claim).toBe(3));
    await session.leave();
  });

  it('claims at every heartbeat while something is left to wait for', async () => {
    const { session, calls } = world({ settled: false });
    await session.join();
    beat(session, 1);
    await eventually(() => expect(calls.claim).toBe(2));
    await session.sync();
    const before = calls.claim;
    beat(session, 1);
    await eventually(() => expect(calls.claim).toBe(before + 1));
    await session.leave();
  });

  it('claims once more for all calls that come while it claims', async () => {
    let finish: () => void = () => undefined;
    const { session, calls } = world({ claim: () => new Promise((done) => (finish = () => done(emptyClaim(1)))) });
    const joined = session.join();
    await eventually(() => expect(calls.claim).toBe(1));
    void session.sync();
    void session.sync();
    finish();
    await eventually(() => expect(calls.claim).toBe(2));
    finish();
    await joined;
    expect(calls.claim).toBe(2);
    await session.leave();
  });

  it('gives everything up and joins under another identity when its heartbeat is refused', async () => {
    const { session, joins, calls } = world();
    await session.join();
    session.refused(idOf(session));
    expect(calls.lost).toBe(1);
    await eventually(() => expect(joins).toHaveLength(2));
    expect(joins[1]).not.toBe(joins[0]);
    session.refused(joins[0] ?? '');
    expect(calls.lost).toBe(1);
    await eventually(() => expect(session.heartbeatId).toBe(joins[1]));
    await session.leave();
  });

  it('gives everything up when a claim shows that it is no member, and joins at the next round', async () => {
    const answers: (Claim | null)[] = [emptyClaim(1), null, emptyClaim(3)];
    const { session, joins, claims, calls } = world({ claim: async () => answers.shift() ?? null });
    await session.join();
    await session.sync();
    expect(calls.lost).toBe(1);
    expect(session.heartbeatId).toBeNull();
    await session.sync();
    expect(joins).toHaveLength(2);
    expect(claims.map((one) => one.generation)).toEqual([1, 3]);
    await session.leave();
  });

  it('gives everything up after silence, ignores claims meanwhile, and claims again when it is heard', async () => {
    const { session, claims, calls } = world({ sessionTimeoutMs: 30 });
    await session.join();
    await eventually(() => expect(calls.lost).toBe(1));
    await session.sync();
    expect(claims).toHaveLength(1);
    session.heard(idOf(session), 1, performance.now() + 60_000);
    await eventually(() => expect(claims).toHaveLength(2));
    expect(calls.lost).toBe(1);
    await session.leave();
  });

  it('ignores the answer to a claim that comes after it fell silent', async () => {
    let finish: () => void = () => undefined;
    const { session, claims, calls } = world({
      sessionTimeoutMs: 30,
      claim: () => new Promise((done) => (finish = () => done(emptyClaim(1)))),
    });
    const joined = session.join();
    await eventually(() => expect(calls.lost).toBe(1));
    finish();
    await joined;
    expect(claims).toEqual([]);
    await session.leave();
  });

  it('claims nothing more once frozen, and leaves', async () => {
    const { session, calls } = world();
    await session.join();
    session.freeze();
    beat(session, 5);
    await session.sync();
    expect(calls.claim).toBe(1);
    await session.leave();
    expect(calls.left).toBe(1);
  });
});
