import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { Subscription, SubscriptionOptions } from '../../subscribe/subscription.js';
import { written } from './contract-events.js';
import { eventually, gate, range, type ContractWorld } from './contract-world.js';
import { EventCollector } from './event-collector.js';

export function following(world: () => ContractWorld): void {
  const start = (collector: EventCollector, options: Partial<SubscriptionOptions> = {}): Subscription =>
    world().subscribe({ ...collector.options, ...options });

  describe('A subscription with a name', () => {
    it('goes on where it was stopped, in another process too', async () => {
      const name = `resumed-${newId()}`;
      const stream = await world().streamOf(3);
      const first = new EventCollector();
      const subscription = start(first, { name });
      expect(subscription.name).toBe(name);
      await subscription.caughtUp();
      await subscription.stop();
      await world().append(stream, written('4'), written('5'));
      const second = new EventCollector();
      const other = world().subscribe({ ...second.options, name }, await world().another());
      await other.caughtUp();
      expect([first.texts, second.texts]).toEqual([
        ['1', '2', '3'],
        ['4', '5'],
      ]);
    });

    it('asks for its beginning only the first time', async () => {
      const name = `begun-${newId()}`;
      const stream = await world().streamOf(2);
      const [first, second] = [new EventCollector(), new EventCollector()];
      const subscription = start(first, { name, from: 'now' });
      await subscription.caughtUp();
      await subscription.stop();
      await world().append(stream, written('3'));
      await start(second, { name, from: 'beginning' }).caughtUp();
      expect([first.texts, second.texts]).toEqual([[], ['3']]);
    });

    it('goes on in the middle when it was stopped there', async () => {
      const name = `middle-${newId()}`;
      await world().streamOf(6);
      const [reached, release] = [gate(), gate()];
      const first = new EventCollector(async ({ version }) => {
        if (version !== 3) return;
        reached.open();
        await release.opened;
      });
      const subscription = start(first, { name, batchSize: 1 });
      await reached.opened;
      const stopped = subscription.stop();
      release.open();
      await stopped;
      expect(first.texts).toEqual(['1', '2', '3']);
      const second = new EventCollector();
      await start(second, { name, batchSize: 1 }).caughtUp();
      expect(second.texts).toEqual(['4', '5', '6']);
    });
  });

  it('A subscription without a name is forgotten when it stops', async () => {
    await world().streamOf(2);
    const [first, second] = [new EventCollector(), new EventCollector()];
    const subscription = start(first);
    expect(subscription.name).toBeNull();
    await subscription.caughtUp();
    await subscription.stop();
    await start(second).caughtUp();
    expect([first.texts, second.texts]).toEqual([
      ['1', '2'],
      ['1', '2'],
    ]);
  });

  describe('A handler that fails', () => {
    it.each([1, 2, 10])('is given the event again, %i in a unit of work, and nothing is skipped', async (batchSize) => {
      const stream = await world().streamOf(4);
      let failures = 2;
      const collector = new EventCollector(({ version }) => {
        if (version === 3 && failures-- > 0) throw new Error(`Failure with ${failures} to come.`);
      });
      const subscription = start(collector, { batchSize });
      await subscription.caughtUp();
      await world().append(stream, written('5'));
      await subscription.caughtUp();
      expect(collector.errors.map(String)).toEqual([
        'Error: Failure with 1 to come.',
        'Error: Failure with 0 to come.',
      ]);
      // What was in one unit of work with it was undone with it, and comes again with it.
      const last = collector.texts.lastIndexOf('1');
      expect(collector.texts.slice(last).filter((text, at, texts) => texts.indexOf(text) === at)).toEqual(
        range(1, 5).map(String),
      );
      expect(collector.texts.filter((text) => text === '3')).toEqual(['3']);
    });

    it('does not move its checkpoint', async () => {
      const name = `failing-${newId()}`;
      await world().streamOf(2);
      const failing = new EventCollector(({ version }) => {
        if (version === 2) throw new Error('Never.');
      });
      const subscription = start(failing, { name, batchSize: 1 });
      await eventually(() => expect(failing.errors.length).toBeGreaterThanOrEqual(2));
      await subscription.stop();
      expect(failing.texts).toEqual(['1']);
      const mended = new EventCollector();
      await start(mended, { name }).caughtUp();
      expect(mended.texts).toEqual(['2']);
    });

    it('is given the event again though whoever is told of it fails too', async () => {
      await world().streamOf(2);
      let failures = 1;
      const collector = new EventCollector(() => {
        if (failures-- > 0) throw new Error('Once.');
      });
      const onError = (): void => {
        throw new Error('Nobody wants to hear it.');
      };
      await start(collector, { onError }).caughtUp();
      expect(collector.texts).toEqual(['1', '2']);
    });

    it('of pages is given the page again', async () => {
      await world().streamOf(3);
      const pages: (number | null)[][] = [];
      const subscription = world().subscribe({
        batchSize: 2,
        handleBatch: async (events) => {
          pages.push(events.map(({ version }) => version));
          if (pages.length === 1) throw new Error('Once.');
        },
      });
      await subscription.caughtUp();
      expect(pages[1]).toEqual(pages[0]);
      expect(pages.slice(1).flat()).toEqual([1, 2, 3]);
    });
  });

  describe('How far a subscription is', () => {
    it('shows as a lag that goes to nothing', async () => {
      const hold = gate();
      const collector = new EventCollector(() => hold.opened);
      await world().streamOf(3);
      const subscription = start(collector, { batchSize: 1 });
      await eventually(async () => {
        const { positions, milliseconds } = await subscription.lag();
        expect(positions).toBeGreaterThanOrEqual(3);
        expect(milliseconds).toBeGreaterThan(0);
      });
      hold.open();
      await eventually(async () => expect(await subscription.lag()).toEqual({ positions: 0, milliseconds: 0 }));
    });

    it('is waited for, until the waiting is given up', async () => {
      const hold = gate();
      const collector = new EventCollector(() => hold.opened);
      await world().streamOf(1);
      const subscription = start(collector);
      const [stop, reason] = [new AbortController(), new Error('It takes too long.')];
      const waiting = subscription.caughtUp(stop.signal);
      stop.abort(reason);
      await expect(waiting).rejects.toBe(reason);
      hold.open();
      await subscription.caughtUp();
      expect(collector.texts).toEqual(['1']);
    });
  });

  describe('A subscription that is stopped', () => {
    it('ends after the event in hand, and handles none from then on', async () => {
      const stream = await world().streamOf(3);
      const [reached, release] = [gate(), gate()];
      const collector = new EventCollector(async () => {
        reached.open();
        await release.opened;
      });
      const subscription = start(collector, { batchSize: 1 });
      await reached.opened;
      let ended = false;
      const stopped = subscription.stop().then(() => (ended = true));
      await world().append(stream, written('4'));
      expect(ended).toBe(false);
      release.open();
      await stopped;
      expect(collector.texts).toEqual(['1']);
      await world().append(stream, written('5'));
      await world().readAll();
      expect(collector.texts).toEqual(['1']);
      expect(subscription.ownedShards).toEqual([]);
    });

    it('may be stopped twice, while nothing comes, and before it has begun', async () => {
      const collector = new EventCollector();
      const idle = start(collector);
      await idle.caughtUp();
      await Promise.all([idle.stop(), idle.stop()]);
      await idle.stop();
      await start(collector).stop();
      await expect(idle.caughtUp()).rejects.toMatchObject({ code: 'SUBSCRIPTION_STOPPED' });
      expect(collector.events).toEqual([]);
    });

    it('is stopped by the store that is closed, once and again', async () => {
      const other = await world().another();
      const collector = new EventCollector();
      await world()
        .subscribe({ ...collector.options }, other)
        .caughtUp();
      await other.close();
      await other.close();
      await world().streamOf(2);
      await world().readAll();
      expect(collector.events).toEqual([]);
    });
  });
}
