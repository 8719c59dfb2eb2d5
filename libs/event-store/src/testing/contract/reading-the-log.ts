import { beforeAll, describe, expect, it } from '@jest/globals';
import { newId, pause, withContext } from '@edda/kernel';
import type { EventFilter, ReadAllOptions } from '../../event-store.js';
import type { RecordedMessage } from '../../recorded-message.js';
import { counted, written } from './contract-events.js';
import { all, idsOf, range, type ContractWorld } from './contract-world.js';

/** What a filter says of an event that is there. */
function passes(event: RecordedMessage, filter: EventFilter): boolean {
  const { tenantId, categories, types, correlationId, recordedFrom, recordedTo, published, kinds } = filter;
  return (
    (tenantId === undefined || event.tenantId === tenantId) &&
    (!categories || categories.includes(event.category)) &&
    (!types || types.includes(event.type)) &&
    (correlationId === undefined || event.metadata.correlationId === correlationId) &&
    (!recordedFrom || event.recordedAt >= recordedFrom) &&
    (!recordedTo || event.recordedAt < recordedTo) &&
    (published === undefined || (event.topic !== null) === published) &&
    (!kinds || kinds.includes(event.kind))
  );
}

function select(events: readonly RecordedMessage[], options: ReadAllOptions): RecordedMessage[] {
  const { from = 0, to = Infinity, limit = Infinity, direction } = options;
  const within = events.filter((event) => event.position >= from && event.position <= to && passes(event, options));
  return (direction === 'backward' ? within.reverse() : within).slice(0, limit);
}

export function readingTheLog(world: () => ContractWorld): void {
  describe('The log', () => {
    const correlationId = newId();
    const [tenantId, otherTenant] = [`tenant-${newId()}`, `tenant-${newId()}`];
    let events: RecordedMessage[];
    let other: RecordedMessage[];

    const log = (options: ReadAllOptions = {}): Promise<RecordedMessage[]> =>
      all(world().store.readAll({ tenantId, ...options }));

    beforeAll(async () => {
      const streams = ['page', 'book', 'shelf'].map((category) => world().stream(category, tenantId));
      for (const round of range(1, 4)) {
        for (const [index, stream] of streams.entries()) {
          const act = (): Promise<unknown> => world().append(stream, written(`${round}`), counted(round));
          await (round + index === 3 ? withContext({ tenantId, correlationId }, act) : act());
        }
        await world().append(world().stream('page', otherTenant), written('other'));
        // So that not all of them are recorded in one millisecond.
        await pause(3);
      }
      events = await log();
      other = await all(world().store.readAll({ tenantId: otherTenant }));
    });

    it('has everything that was appended, once, in the order of the positions', () => {
      expect(events).toHaveLength(24);
      expect(other).toHaveLength(4);
      const positions = events.map(({ position }) => position);
      expect(positions).toEqual([...new Set(positions)].sort((left, right) => left - right));
    });

    it('is filtered by any combination of tenant, category, type, correlation, time and publication', async () => {
      const times = [events[6], events[15]].map((event) => event?.recordedAt);
      const filters: EventFilter[] = [
        { categories: [] },
        { types: [] },
        { tenantId: otherTenant, types: ['PageWritten'] },
      ];
      for (const categories of [undefined, ['book'], ['page', 'shelf']])
        for (const types of [undefined, ['PageCounted', 'Nothing']])
          for (const correlation of [undefined, correlationId])
            for (const [recordedFrom, recordedTo] of [[], times, [times[0]]])
              for (const published of [undefined, true, false])
                filters.push({ categories, types, correlationId: correlation, recordedFrom, recordedTo, published });
      for (const filter of filters) {
        const options = { tenantId, ...filter };
        const expected = select([...events, ...other], options);
        expect({ options, ids: idsOf(await log(options)) }).toEqual({ options, ids: idsOf(expected) });
      }
    });

    it.each(['forward', 'backward'] as const)(
      'is read %s, from, to and at most what is asked for',
      async (direction) => {
        const [early, late] = [events[3]?.position, events[18]?.position];
        for (const batchSize of [1, 2, 3, undefined])
          for (const [from, to] of [[], [early, late], [late, early], [late], [undefined, early]])
            for (const limit of [undefined, 0, 1, 5, 100])
              for (const types of [undefined, ['PageCounted']]) {
                const options: ReadAllOptions = { direction, batchSize, from, to, limit, types };
                const expected = idsOf(select(events, options));
                expect({ options, ids: idsOf(await log(options)) }).toEqual({ options, ids: expected });
              }
      },
    );

    it('is that of all tenants where it is asked for so', async () => {
      const ids = [...idsOf(events), ...idsOf(other)].sort();
      const found = await all(world().store.readAll({ allTenants: true, from: events[0]?.position }));
      expect(
        idsOf(found)
          .filter((id) => ids.includes(id))
          .sort(),
      ).toEqual(ids);
      const positions = found.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((left, right) => left - right));
    });

    it('has no command or reply where none was sent', async () => {
      expect(await log({ kinds: ['command', 'reply'] })).toEqual([]);
      expect(idsOf(await log({ kinds: ['event', 'command'] }))).toEqual(idsOf(events));
    });

    it('is final up to a position behind which nothing lies, and nothing comes', async () => {
      const final = await world().store.finalPosition();
      expect(final).toBeGreaterThanOrEqual(Math.max(...[...events, ...other].map(({ position }) => position)));
      const { position } = await world().append(world().stream(), written('later'));
      expect(position).toBeGreaterThan(final);
      expect(await world().store.finalPosition()).toBeGreaterThanOrEqual(position);
    });
  });
}
