import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import { newId } from '@edda/kernel';
import { moveCheckpoint } from '../src/subscribe/checkpoint.js';
import { claimShards } from '../src/subscribe/members.js';
import { poolClient, type StreamName } from '../src/index.js';
import { effectsOf, takeEffect, versionsByStream } from './support/effects.js';
import type { Follower, FollowerOptions } from './support/follower.js';
import { LogWorld } from './support/log-world.js';
import { MemberProcess } from './support/member-process.js';
import { newStream } from './support/notes.js';

const NEVER = 3_600_000;
/** Longer than a busy machine lets a process stand still. */
const LEASE_MS = 4_000;

let world: LogWorld;
let processes: MemberProcess[] = [];
/** Lets go what handlers wait for. */
let release: () => void;
let released: Promise<void>;

beforeAll(async () => {
  world = await LogWorld.open('groups');
}, POSTGRES_START_TIMEOUT_MS);
beforeEach(() => {
  released = new Promise((resolve) => (release = resolve));
});
afterEach(async () => {
  release();
  await Promise.all(processes.map((member) => member.kill()));
  processes = [];
  await world.clear();
});
afterAll(() => world.close());

/** Joins, in a process of its own as it were, and remembers its effects. */
function join(name: string, shards: number, options: FollowerOptions = {}): Follower {
  const follower: Follower = world.follow(
    { name, shards, leaseMs: NEVER, handle: (event) => takeEffect(follower.store, name, event), ...options },
    world.there,
  );
  return follower;
}

function runMember(name: string, shards: number, leaseMs: number): MemberProcess {
  const member = new MemberProcess(world.database.url, name, shards, leaseMs);
  processes.push(member);
  return member;
}

const ownedBy = (...members: readonly { ownedShards: readonly number[] }[]): number[] =>
  members.flatMap(({ ownedShards }) => [...ownedShards]).sort((left, right) => left - right);
const subscriptionsOf = (...followers: Follower[]) => followers.map(({ subscription }) => subscription);
const streams = (count: number): StreamName[] => Array.from({ length: count }, () => newStream());
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

/** Each stream's events took effect once each, in their order. */
async function expectOnceInOrder(name: string, all: readonly StreamName[], versions: number): Promise<void> {
  const byStream = versionsByStream(await effectsOf(world.here, name));
  const expected = range(versions).map((version) => version + 1);
  for (const { streamId } of all) expect([streamId, byStream.get(streamId)]).toEqual([streamId, expected]);
}

describe('The members of a subscription', () => {
  it.each([
    [1, 2, [1, 0]],
    [5, 2, [3, 2]],
    [4, 3, [2, 1, 1]],
    [64, 3, [22, 21, 21]],
  ])('divide %i shards fairly among %i, soon after the last has joined', async (shards, members, parts) => {
    const name = `fair-${shards}-${members}`;
    const followers: Follower[] = [];
    for (const _ of range(members)) {
      followers.push(join(name, shards));
      await followers.at(-1)?.subscription.caughtUp();
    }
    // Leases last for ever here: they hear of each other by notice, not by looking.
    await eventually(() => {
      const owned = followers.map(({ subscription }) => subscription.ownedShards.length);
      expect(owned.sort((a, b) => b - a)).toEqual(parts);
      expect(ownedBy(...subscriptionsOf(...followers))).toEqual(range(shards));
    });
  });

  it('take over at once what one that stops gives back, and lose nothing', async () => {
    const all = streams(30);
    const members = [join('stopping', 6), join('stopping', 6), join('stopping', 6)];
    for (const stream of all) await world.appendTo(stream, 'a');
    const [first, second, third] = members as [Follower, Follower, Follower];
    await first.subscription.stop();
    for (const stream of all) await world.appendTo(stream, 'b');
    await second.subscription.stop();
    for (const stream of all) await world.appendTo(stream, 'c');
    await third.subscription.caughtUp();
    expect(third.subscription.ownedShards).toEqual(range(6));
    await expectOnceInOrder('stopping', all, 3);
  });

  it('are refused with another number of shards than it was begun with', async () => {
    const first = join('fixed', 2);
    await first.subscription.started;
    const other = join('fixed', 3);
    const refusal = { code: 'SUBSCRIPTION_SHARDS_FIXED' };
    await expect(other.subscription.started).rejects.toMatchObject(refusal);
    await expect(other.subscription.caughtUp()).rejects.toMatchObject(refusal);
    expect(other.errors).toEqual([expect.objectContaining(refusal)]);
    await other.stop();
  });

  it('begin it once, when they begin it at the same time', async () => {
    const members = range(4).map(() => join('begun', 8, { from: 'now' }));
    await Promise.all(members.map(({ subscription }) => subscription.started));
    const rows = await world.here.query<unknown[]>(
      `select distinct position, shards from checkpoints where name = 'begun'`,
    );
    expect(rows).toHaveLength(1);
    const all = streams(20);
    for (const stream of all) await world.appendTo(stream, 'a', 'b');
    await Promise.all(members.map(({ subscription }) => subscription.caughtUp()));
    await expectOnceInOrder('begun', all, 2);
  });

  it('wait for a handler that takes longer than the lease: the process lives', async () => {
    const stream = newStream();
    await world.appendTo(stream, 'a');
    const first = join('long', 1, {
      leaseMs: LEASE_MS,
      handle: async (event) => {
        if (event.streamId === stream.streamId) await released;
        await takeEffect(first.store, 'long', event);
      },
    });
    await eventually(() => expect(first.isOwner).toBe(true));
    const second = join('long', 1, { leaseMs: LEASE_MS });
    await second.subscription.started;
    const before = await leaseEnd('long');
    // The lease is renewed over and over meanwhile.
    await eventually(async () => expect((await leaseEnd('long')) - before).toBeGreaterThan(3 * LEASE_MS));
    expect([first.isOwner, second.isOwner]).toEqual([true, false]);
    release();
    await first.subscription.caughtUp();
    await expectOnceInOrder('long', [stream], 1);
  });
});

async function leaseEnd(name: string): Promise<number> {
  const [row] = await world.here.query<{ end: number }[]>(
    `select extract(epoch from min(expires_at)) * 1000 as end from subscription_members where subscription = $1`,
    [name],
  );
  return Number(row?.end);
}

describe('A member that dies', () => {
  it('has its shards taken over after its lease, with each effect once and in the order of its stream', async () => {
    const name = 'killed';
    const all = streams(24);
    const victim = runMember(name, 6, LEASE_MS);
    await eventually(() => expect(victim.ownedShards).toEqual(range(6)));
    const survivor = join(name, 6, { leaseMs: LEASE_MS, batchSize: 4 });
    await eventually(() => expect(ownedBy(victim, survivor.subscription)).toEqual(range(6)));
    for (const round of range(10)) {
      for (const stream of all) await world.appendTo(stream, `${round}`);
      if (round === 5) await victim.kill();
    }
    await survivor.subscription.caughtUp();
    expect(survivor.subscription.ownedShards).toEqual(range(6));
    await expectOnceInOrder(name, all, 10);
    const processesAtWork = new Set((await effectsOf(world.here, name)).map((effect) => effect.process));
    expect(processesAtWork).toEqual(new Set([victim.pid, process.pid]));
    expect(survivor.errors).toEqual([]);
  });

  it('for a while only cannot commit any more what it had in hand when it was believed dead', async () => {
    const name = 'frozen';
    const all = streams(12);
    const frozen = runMember(name, 2, 500);
    await eventually(() => expect(frozen.ownedShards).toEqual([0, 1]));
    for (const stream of all) await world.appendTo(stream, 'a', 'b');
    await eventually(async () => expect((await effectsOf(world.here, name)).length).toBeGreaterThan(3));
    await freezeInHandler(frozen, name);
    const survivor = join(name, 2, { leaseMs: 500 });
    await eventually(() => expect(survivor.subscription.ownedShards).toEqual([0, 1]));
    await survivor.subscription.caughtUp();
    frozen.thaw();
    for (const stream of all) await world.appendTo(stream, 'c');
    await eventually(() => expect(ownedBy(frozen, survivor.subscription)).toEqual([0, 1]));
    await eventually(() => expect(frozen.ownedShards).toHaveLength(1));
    await survivor.subscription.caughtUp();
    await expectOnceInOrder(name, all, 3);
  });

  it('in the midst of a unit of work is fenced out by the epoch, and what it did there is undone', async () => {
    const name = 'fenced';
    const stream = newStream();
    let isInHand = false;
    const old = join(name, 1, {
      from: 'now',
      handle: async (event) => {
        await takeEffect(old.store, name, event);
        isInHand = true;
        await released;
      },
    });
    await old.subscription.started;
    await world.appendTo(stream, 'a');
    await eventually(() => expect(isInHand).toBe(true));
    // Its lease has run out, and before it hears of that the shard belongs to another. It renews its lease from time to time,
    // which may come between the two statements.
    await eventually(async () => {
      await world.here.query(
        `update subscription_members set expires_at = now() - interval '1 s' where subscription = $1`,
        [name],
      );
      const [claimed] = await claimShards(poolClient(world.here), { name, id: newId(), leaseMs: NEVER }, [], 1);
      expect(claimed).toMatchObject({ shard: 0, epoch: 2 });
    });
    release();
    await eventually(() => expect(old.errors).toEqual([expect.objectContaining({ code: 'SUBSCRIPTION_SHARD_LOST' })]));
    // The other one never joined, so the shard comes back, and the event with it.
    await old.subscription.caughtUp();
    await expectOnceInOrder(name, [stream], 1);
    expect(old.errors).toHaveLength(1);
  });

  it('cannot move a checkpoint with an epoch that is not the latest', async () => {
    const follower = join('epochs', 1);
    await eventually(() => expect(follower.isOwner).toBe(true));
    await follower.stop();
    const client = poolClient(world.here);
    const position = await world.checkpointOf('epochs');
    const [first, last] = [position + 1, position + 5];
    expect(await moveCheckpoint(client, 'epochs', { shard: 0, epoch: 0 }, first, last)).toBe('lost');
    expect(await moveCheckpoint(client, 'epochs', { shard: 0, epoch: 1 }, first, last)).toBe('moved');
    expect(await moveCheckpoint(client, 'epochs', { shard: 0, epoch: 1 }, first, last)).toEqual({ handledUpTo: last });
    expect(await world.checkpointOf('epochs')).toBe(last);
  });
});

/**
 * Not while it holds the row of a checkpoint: nobody can say then whether it is about to commit, and the server waits for
 * it as long as it waits for any transaction that does nothing.
 */
async function freezeInHandler(member: MemberProcess, name: string): Promise<void> {
  await eventually(async () => {
    member.freeze();
    // What it sent before may still be at work.
    await world.here.query('select pg_sleep(0.2)');
    const free = await world.here.query<unknown[]>('select 1 from checkpoints where name = $1 for update skip locked', [
      name,
    ]);
    if (free.length < 2) member.thaw();
    expect(free).toHaveLength(2);
  });
}

describe('A process of before there were leases', () => {
  const LOCK = `hashtextextended('subscription:former', 0)`;

  it('is waited for while it owns the subscription, and its checkpoint is kept', async () => {
    const runner = world.there.createQueryRunner();
    await runner.query(`select pg_advisory_lock(${LOCK})`);
    await world.append('a');
    const [row] = (await runner.query(
      `insert into checkpoints (subscription, owner_epoch) values ('former', 1)
       on conflict (subscription) do update set owner_epoch = checkpoints.owner_epoch + 1 returning owner_epoch`,
    )) as { owner_epoch: string }[];
    const follower = world.follow({ name: 'former', leaseMs: 300 });
    await follower.subscription.started;
    await eventually(async () => expect(await leaseEnd('former')).toBeGreaterThan(0));
    const position = await world.appendTo(newStream(), 'handled by the former');
    await runner.query(`update checkpoints set position = $1 where subscription = 'former' and owner_epoch = $2`, [
      position,
      row?.owner_epoch,
    ]);
    expect(follower.isOwner).toBe(false);
    await runner.query(`select pg_advisory_unlock(${LOCK})`);
    await runner.release();
    await world.append('for the new one');
    await follower.subscription.caughtUp();
    expect(follower.texts).toEqual(['for the new one']);
  });

  it('waits while a new one owns a shard', async () => {
    const follower = world.follow({ name: 'former' });
    await eventually(() => expect(follower.isOwner).toBe(true));
    const tryLock = async (): Promise<boolean | undefined> => {
      const [row] = await world.there.query<{ locked: boolean }[]>(
        `select pg_try_advisory_xact_lock(${LOCK}) as locked`,
      );
      return row?.locked;
    };
    expect(await tryLock()).toBe(false);
    await follower.subscription.stop();
    expect(await tryLock()).toBe(true);
  });
});
