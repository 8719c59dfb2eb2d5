import { describe, expect, it } from '@jest/globals';
import {
  MAX_APPEND_BYTES,
  MAX_APPEND_EVENTS,
  MAX_EVENT_BYTES,
  MAX_EVENT_DEPTH,
  MAX_METADATA_BYTES,
  MAX_NAME_BYTES,
} from '../../append/event-limits.js';
import { withContext } from '@edda/kernel';
import type { NewEvent } from '../../event-store.js';
import { counted, kept, written } from './contract-events.js';
import { range, type ContractWorld } from './contract-world.js';

const EMPTY_TEXT = '{"text":""}'.length;

/** Arrays in one another, with the object of the data around them. */
function deep(levels: number): unknown {
  return range(1, levels - 1).reduce<unknown>((inner) => [inner], []);
}

const BIG = written('x'.repeat(MAX_EVENT_BYTES - EMPTY_TEXT));
const TOO_BIG_TOGETHER = range(0, Math.floor(MAX_APPEND_BYTES / MAX_EVENT_BYTES)).map(() => BIG);

export function limits(world: () => ContractWorld): void {
  describe('The limits of an append', () => {
    it.each<[string, () => NewEvent[]]>([
      ['an event as large as can be', () => [BIG]],
      [
        'an event as large as can be, of characters that take several bytes',
        () => [written('é'.repeat((MAX_EVENT_BYTES - EMPTY_TEXT - 1) / 2))],
      ],
      ['as many events as can be', () => range(1, MAX_APPEND_EVENTS).map(() => counted())],
      ['data as deep as can be', () => [kept(deep(MAX_EVENT_DEPTH - 1))]],
      ['brackets in texts, however many', () => [kept('[{'.repeat(500) + '\\"[[')]],
      ['events as large together as can be', () => TOO_BIG_TOGETHER.slice(1)],
    ])('allow %s', async (_, events) => {
      const stream = world().stream();
      const appended = events();
      expect(await world().store.append(stream, appended, { expected: 'none' })).toMatchObject({
        version: appended.length,
      });
      const [last] = await world().read(stream, { direction: 'backward', limit: 1 });
      expect(last?.data).toEqual(appended.at(-1)?.data);
    });

    it.each<[string, { kind: string; code: string }, () => NewEvent[]]>([
      ['no event', { kind: 'invalid', code: 'BATCH_EMPTY' }, () => []],
      [
        'an event too large',
        { kind: 'too-large', code: 'EVENT_TOO_LARGE' },
        () => [written('x'.repeat(MAX_EVENT_BYTES))],
      ],
      [
        'an event too large in bytes',
        { kind: 'too-large', code: 'EVENT_TOO_LARGE' },
        () => [written('é'.repeat(MAX_EVENT_BYTES / 2))],
      ],
      [
        'too many events',
        { kind: 'too-large', code: 'BATCH_TOO_LARGE' },
        () => range(0, MAX_APPEND_EVENTS).map(() => counted()),
      ],
      ['events too large together', { kind: 'too-large', code: 'BATCH_TOO_LARGE' }, () => TOO_BIG_TOGETHER],
      ['data too deep', { kind: 'too-large', code: 'EVENT_TOO_DEEP' }, () => [kept(deep(MAX_EVENT_DEPTH))]],
      ['data far too deep', { kind: 'too-large', code: 'EVENT_TOO_DEEP' }, () => [kept(deep(5000))]],
      ['data that JSON cannot hold', { kind: 'invalid', code: 'EVENT_NOT_JSON' }, () => [kept(7n)]],
    ])('refuse %s, and nothing is written of what is beside it', async (_, refusal, events) => {
      const stream = world().stream();
      const appended = events();
      await expect(world().store.append(stream, appended, { expected: 'none' })).rejects.toMatchObject(refusal);
      if (appended.length === 1) {
        const beside = world().store.append(stream, [written('a'), ...appended], { expected: 'none' });
        await expect(beside).rejects.toMatchObject(refusal);
      }
      expect(await world().store.streamState(stream)).toBeNull();
      expect(await world().read(stream)).toEqual([]);
      expect(await world().store.append(stream, [written('a')], { expected: 'none' })).toMatchObject({ version: 1 });
    });

    it('say how large an event is and how large it may be', async () => {
      const text = 'é'.repeat(MAX_EVENT_BYTES / 2);
      await expect(world().append(world().stream(), written(text))).rejects.toThrow(
        new RegExp(`PageWritten takes ${MAX_EVENT_BYTES + EMPTY_TEXT} bytes, at most ${MAX_EVENT_BYTES} `),
      );
    });

    it('refuse metadata that is too large', async () => {
      const stream = world().stream();
      await withContext({ tenantId: world().tenantId, userId: 'x'.repeat(MAX_METADATA_BYTES) }, () =>
        expect(world().append(stream, written('a'))).rejects.toMatchObject({ code: 'EVENT_TOO_LARGE' }),
      );
      expect(await world().store.streamState(stream)).toBeNull();
    });

    it('hold for one that comes at the same time as others, and not for those', async () => {
      const streams = range(1, 12).map(() => world().stream());
      const results = await Promise.allSettled(
        streams.map((stream, index) => world().append(stream, index === 5 ? kept(deep(5000)) : written('a'))),
      );
      expect(results.map(({ status }) => status)).toEqual(
        streams.map((_, index) => (index === 5 ? 'rejected' : 'fulfilled')),
      );
    });
  });

  describe('The name of a stream', () => {
    it.each(['streamId', 'category', 'tenantId'] as const)(
      'has a %s of characters that can be stored',
      async (part) => {
        for (const name of [
          '',
          'a\u0000b',
          '\ud800',
          'x'.repeat(MAX_NAME_BYTES + 1),
          'é'.repeat(MAX_NAME_BYTES / 2 + 1),
        ]) {
          const append = world().store.append({ ...world().stream(), [part]: name }, [written('a')], {
            expected: 'any',
          });
          await expect(append).rejects.toMatchObject({ kind: 'invalid', code: 'STREAM_NAME_INVALID' });
        }
      },
    );

    it.each(['with spaces and "quotes"', "it's", '{a,b}', '%_\\', '👩‍👩‍👧', 'x'.repeat(MAX_NAME_BYTES)])(
      'may be %s',
      async (streamId) => {
        const stream = { ...world().stream(), streamId };
        await world().append(stream, written('a'));
        expect(await world().read(stream)).toMatchObject([{ streamId, version: 1 }]);
      },
    );
  });
}
