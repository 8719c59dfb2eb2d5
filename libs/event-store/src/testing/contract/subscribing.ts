import { describe, expect, it } from '@jest/globals';
import { newId, withContext } from '@edda/kernel';
import { shareOf } from '../../read/log-filter.js';
import type { RecordedJson, StreamName } from '../../recorded-message.js';
import type { SubscriptionOptions } from '../../subscribe/subscription.js';
import { counted, written } from './contract-events.js';
import { idsOf, range, textsOf, versionsOf, type ContractWorld } from './contract-world.js';
import { EventCollector } from './event-collector.js';

export function subscribing(world: () => ContractWorld): void {
  const start = (collector: EventCollector, options: Partial<SubscriptionOptions> = {}) =>
    world().subscribe({ ...collector.options, ...options });

  const streamIn = (share: number, of: number): StreamName => {
    for (;;) {
      const stream = world().stream();
      if (shareOf(stream.tenantId, stream.streamId, of) === share) return stream;
    }
  };

  describe('A subscription', () => {
    it('from the beginning gives what is there, then what comes', async () => {
      const stream = await world().streamOf(3);
      const collector = new EventCollector();
      const subscription = start(collector);
      await subscription.caughtUp();
      expect(collector.texts).toEqual(['1', '2', '3']);
      await world().append(stream, written('4'), written('5'));
      await subscription.caughtUp();
      expect(collector.texts).toEqual(['1', '2', '3', '4', '5']);
      expect(collector.events).toEqual(await world().readAll());
    });

    it('from a position gives what lies behind it', async () => {
      const stream = await world().streamOf(2);
      const { position } = await world().append(stream, written('3'));
      await world().append(stream, written('4'));
      const collector = new EventCollector();
      await start(collector, { from: position }).caughtUp();
      expect(collector.texts).toEqual(['4']);
    });

    it('from now on gives only what comes', async () => {
      const stream = await world().streamOf(3);
      const collector = new EventCollector();
      const subscription = start(collector, { from: 'now' });
      await subscription.started;
      await world().append(stream, written('4'));
      await subscription.caughtUp();
      expect(collector.texts).toEqual(['4']);
    });

    it('gives what its filter lets through, and is caught up though the rest is not for it', async () => {
      const [page, book] = [world().stream('page'), world().stream('book')];
      await world().append(page, written('page'), counted(1));
      await world().append(book, written('book'), counted(2));
      const { tenantId } = world();
      const byCategory = new EventCollector();
      const byType = new EventCollector();
      const byBoth = new EventCollector();
      const subscriptions = [
        start(byCategory, { filter: { tenantId, categories: ['book'] } }),
        start(byType, { filter: { tenantId, types: ['PageCounted'] } }),
        start(byBoth, { filter: { tenantId, categories: ['page'], types: ['PageWritten'] } }),
      ];
      await world().append(page, written('page 2'));
      await world().append(page, counted(3));
      await Promise.all(subscriptions.map((subscription) => subscription.caughtUp()));
      expect(byCategory.events.map(({ data }) => data)).toEqual([{ text: 'book' }, { by: 2 }]);
      expect(byType.events.map(({ data }) => data)).toEqual([{ by: 1 }, { by: 2 }, { by: 3 }]);
      expect(byBoth.texts).toEqual(['page', 'page 2']);
    });

    it('has no seam between what was there and what comes while it starts', async () => {
      const streams = range(1, 4).map(() => world().stream());
      const write = async (n: number): Promise<void> => {
        const stream = streams[n % 4];
        if (stream) await world().append(stream, written(`${n}`));
      };
      for (const n of range(1, 20)) await write(n);
      const collectors = range(1, 4).map(() => new EventCollector());
      const subscriptions = [];
      for (const n of range(21, 100)) {
        const collector = collectors[n % 20 === 0 ? n / 20 - 2 : -1];
        if (collector) subscriptions.push(start(collector, { batchSize: 3 }));
        await Promise.all([write(n), write(n + 100)]);
      }
      await Promise.all(subscriptions.map((subscription) => subscription.caughtUp()));
      const inLog = idsOf(await world().readAll());
      expect(inLog).toHaveLength(180);
      for (const collector of collectors) expect(idsOf(collector.events)).toEqual(inLog);
    });

    it('serves all tenants unless it is filtered, each event in the context it was recorded in', async () => {
      const correlationId = newId();
      const mine = world().stream();
      const yours = { ...mine, tenantId: `${mine.tenantId}-other` };
      await withContext({ tenantId: mine.tenantId, correlationId, userId: 'ann', traceparent: '00-1-2-01' }, () =>
        world().append(mine, written('mine')),
      );
      await withContext({ tenantId: yours.tenantId, correlationId }, () => world().append(yours, written('yours')));
      const collector = new EventCollector();
      await start(collector, { filter: { correlationId } }).caughtUp();
      expect(collector.texts).toEqual(['mine', 'yours']);
      const [first, second] = collector.events;
      expect(collector.contexts).toEqual([
        expect.objectContaining({
          tenantId: mine.tenantId,
          correlationId,
          causationId: first?.id,
          userId: 'ann',
          traceparent: '00-1-2-01',
        }),
        expect.objectContaining({ tenantId: yours.tenantId, correlationId, causationId: second?.id, userId: null }),
      ]);
    });

    it('gives pages of at most the size that is asked for', async () => {
      await world().streamOf(7);
      const pages: string[][] = [];
      const subscription = world().subscribe({
        batchSize: 3,
        handleBatch: async (events) => void pages.push(textsOf(events)),
      });
      await subscription.caughtUp();
      expect(pages.flat()).toEqual(range(1, 7).map(String));
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(3);
    });

    it('gives events as they are stored to those who pass them on', async () => {
      await world().streamOf(3);
      const given: RecordedJson[] = [];
      const subscription = world().subscribe({ handleJson: async (events) => void given.push(...events) });
      await subscription.caughtUp();
      const all = await world().readAll();
      expect(given.map(({ json, ...event }) => ({ ...event, data: JSON.parse(json) as unknown }))).toEqual(all);
    });

    it.each([1, 4])('that is behind gives full pages, each event once, in %i shares', async (shards) => {
      // How full pages can be depends on how the streams fall into the shares: here one after the other.
      const streams = range(1, 40).map((n) => streamIn(n % shards, shards));
      for (const stream of streams) await world().append(stream, ...range(1, 5).map((n) => written(`${n}`)));
      const pages: RecordedJson[][] = [];
      const subscription = world().subscribe({
        name: `in-${shards}-shares`,
        shards,
        batchSize: 10,
        handleJson: async (events) => void pages.push([...events]),
      });
      await subscription.caughtUp();
      expect(pages).toHaveLength(new Set(pages.map(([first]) => first?.id)).size);
      for (const stream of streams) {
        const own = pages.flat().filter(({ streamId }) => streamId === stream.streamId);
        expect(own.map(({ version }) => version)).toEqual(range(1, 5));
      }
      // Each share ends with a page that need not be full.
      expect(pages.length).toBeLessThanOrEqual(200 / 10 + shards);
    });

    it('keeps the order of each stream while many write', async () => {
      const streams = range(1, 5).map(() => world().stream());
      const collector = new EventCollector();
      const subscription = start(collector, { batchSize: 4 });
      await Promise.all(
        range(1, 12).flatMap((writer) => streams.map((stream) => world().append(stream, written(`${writer}`)))),
      );
      await subscription.caughtUp();
      expect(collector.events).toHaveLength(60);
      for (const { streamId } of streams) {
        const own = collector.events.filter((event) => event.streamId === streamId);
        expect(versionsOf(own)).toEqual(range(1, 12));
      }
    });

    it.each<[string, SubscriptionOptions]>([
      ['no handler', {}],
      ['two handlers', { handle: async () => undefined, handleBatch: async () => undefined }],
      ['two that take pages', { handleJson: async () => undefined, handleBatch: async () => undefined }],
      ['a page of none', { handle: async () => undefined, batchSize: 0 }],
      ['shares without a name', { handle: async () => undefined, shards: 2 }],
      ['no share', { handle: async () => undefined, name: 'none', shards: 0 }],
      ['a position that is none', { handle: async () => undefined, from: -1 }],
      ['an empty name', { handle: async () => undefined, name: '' }],
    ])('is not begun with %s', (_, options) => {
      expect(() => world().subscribe(options)).toThrow(
        expect.objectContaining({ kind: 'invalid', code: 'SUBSCRIPTION_OPTIONS_INVALID' }),
      );
    });

    it('beside others does not share its events with them', async () => {
      await world().streamOf(2);
      const [first, second] = [
        new EventCollector((event) => void ((event.data as { text: string }).text += '!')),
        new EventCollector(),
      ];
      await start(first).caughtUp();
      await start(second).caughtUp();
      const live = [start(first, { from: 'now' }), start(second, { from: 'now' })];
      await Promise.all(live.map((subscription) => subscription.caughtUp()));
      await world().streamOf(1);
      await Promise.all(live.map((subscription) => subscription.caughtUp()));
      expect(second.texts.filter((text) => text.includes('!'))).toEqual([]);
    });
  });
}
