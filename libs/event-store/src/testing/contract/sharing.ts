import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { EventStore } from '../../event-store.js';
import type { Subscription } from '../../subscribe/subscription.js';
import { written } from './contract-events.js';
import { eventually, gate, range, versionsOf, type ContractWorld } from './contract-world.js';
import { EventCollector } from './event-collector.js';

const SHARDS = 4;

export function sharing(world: () => ContractWorld): void {
  const join = (name: string, collector: EventCollector, store: EventStore): Subscription =>
    world().subscribe({ ...collector.options, name, shards: SHARDS, batchSize: 2 }, store);

  const owned = (...members: Subscription[]): number[] =>
    members.flatMap(({ ownedShards }) => [...ownedShards]).sort((left, right) => left - right);

  /** Streams enough that each share has some. */
  const writeRound = async (round: number, streams: readonly { streamId: string }[]): Promise<void> => {
    await Promise.all(
      streams.map(({ streamId }) =>
        world().append({ tenantId: world().tenantId, streamId, category: 'page' }, written(`${round}`)),
      ),
    );
  };

  const expectOrder = (events: EventCollector['events'], streams: readonly { streamId: string }[], rounds: number) => {
    for (const { streamId } of streams) {
      expect(versionsOf(events.filter((event) => event.streamId === streamId))).toEqual(range(1, rounds));
    }
  };

  describe('A subscription in shares', () => {
    it('of one member alone has all of them, and keeps the order of each stream', async () => {
      const streams = range(1, 16).map(() => world().stream());
      await writeRound(1, streams);
      const collector = new EventCollector();
      const member = join(`shares-${newId()}`, collector, world().store);
      await writeRound(2, streams);
      await member.caughtUp();
      expect(owned(member)).toEqual(range(0, SHARDS - 1));
      expect(collector.events).toHaveLength(32);
      expectOrder(collector.events, streams, 2);
    });

    it('divides them between its members, and gives those of one that stops to the others', async () => {
      const name = `members-${newId()}`;
      const streams = range(1, 16).map(() => world().stream());
      const handled: EventCollector['events'] = [];
      const remember = (): EventCollector => new EventCollector((event) => void handled.push(event));
      const [mine, yours] = [remember(), remember()];
      const first = join(name, mine, world().store);
      const second = join(name, yours, await world().another());
      await eventually(() => {
        expect(owned(first, second)).toEqual(range(0, SHARDS - 1));
        expect([first.ownedShards.length, second.ownedShards.length]).toEqual([SHARDS / 2, SHARDS / 2]);
      });
      await writeRound(1, streams);
      await writeRound(2, streams);
      await Promise.all([first.caughtUp(), second.caughtUp()]);
      expect(mine.events.length + yours.events.length).toBe(32);
      await second.stop();
      await writeRound(3, streams);
      await eventually(() => expect(owned(first)).toEqual(range(0, SHARDS - 1)));
      await first.caughtUp();
      expect(handled).toHaveLength(48);
      expectOrder(handled, streams, 3);
    });

    it('loses and doubles nothing when a member joins while what is there is handled', async () => {
      const name = `joined-${newId()}`;
      const streams = range(1, 16).map(() => world().stream());
      for (const round of [1, 2, 3]) await writeRound(round, streams);
      const hold = gate();
      const handled: EventCollector['events'] = [];
      const slow = (): EventCollector =>
        new EventCollector(async (event) => {
          await hold.opened;
          handled.push(event);
        });
      const first = join(name, slow(), world().store);
      await eventually(() => expect(owned(first)).toEqual(range(0, SHARDS - 1)));
      const second = join(name, slow(), await world().another());
      await second.started;
      hold.open();
      await Promise.all([first.caughtUp(), second.caughtUp()]);
      expect(handled).toHaveLength(48);
      expectOrder(handled, streams, 3);
    });

    it('holds back a share whose handler fails, and no other', async () => {
      const streams = range(1, 16).map(() => world().stream());
      let broken = true;
      const collector = new EventCollector(({ streamId }) => {
        if (broken && streamId === streams[0]?.streamId) throw new Error('Not yet.');
      });
      await writeRound(1, streams);
      const member = join(`held-${newId()}`, collector, world().store);
      await eventually(() => expect(new Set(collector.events.map(({ streamId }) => streamId)).size).toBeGreaterThan(4));
      await writeRound(2, streams);
      await eventually(() => expect(collector.errors.length).toBeGreaterThan(1));
      broken = false;
      await member.caughtUp();
      for (const { streamId } of streams) {
        const versions = versionsOf(collector.events.filter((event) => event.streamId === streamId));
        expect(versions.slice(versions.lastIndexOf(1))).toEqual([1, 2]);
      }
    });

    it('in another number of shares than it was begun with is refused', async () => {
      const name = `fixed-${newId()}`;
      const collector = new EventCollector();
      const member = join(name, collector, world().store);
      await member.caughtUp();
      await member.stop();
      const other = world().subscribe({ ...collector.options, name, shards: SHARDS + 1 });
      await expect(other.started).rejects.toMatchObject({ code: 'SUBSCRIPTION_SHARDS_FIXED' });
      await expect(other.caughtUp()).rejects.toMatchObject({ code: 'SUBSCRIPTION_SHARDS_FIXED' });
      expect(other.ownedShards).toEqual([]);
    });
  });
}
