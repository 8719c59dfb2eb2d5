import { describe, expect, it } from '@jest/globals';
import { definitionOf } from '@edda/event-schemas';
import { withContext } from '@edda/kernel';
import type { NewEvent } from '../../event-store.js';
import { kept, PageWritten, written } from './contract-events.js';
import { range, textsOf, type ContractWorld } from './contract-world.js';

const TEXTS: readonly [string, string][] = [
  ['nothing', ''],
  ['a NUL', 'a\u0000b'],
  ['half a surrogate pair', '\ud800 and \udfff'],
  ['an emoji of several parts', '👩‍👩‍👧‍👦'],
  ['quotes and backslashes', `"quoted" \\ 'single' \\u0000 \\\\`],
  ['what has a meaning in arrays of SQL', '{a,"b",NULL}'],
  ['line ends and other controls', 'a\r\nb\u2028c\u2029d\u001be\u007f'],
  ['what is not normalised', 'e\u0301 \ufb01 \u200f'],
  ['a long one', 'x'.repeat(100_000)],
];

const VALUES: readonly [string, unknown][] = [
  ['null', { value: null }],
  ['truth and falsehood', [true, false]],
  ['empty objects and arrays', [{}, [], { a: {} }, [[]]]],
  ['the biggest safe integers', [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]],
  ['numbers at the limits', [Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 1e21, -1e-7, 0.1 + 0.2]],
  ['digits that are no number', ['0123', '1e400', '9007199254740993']],
  ['odd keys', { '': 1, 'a.b': 2, 'ünïcode \u0000': 3, constructor: 4, ' ': 5 }],
  ['keys in their order', { z: 1, a: 2, m: 3 }],
];

export function roundTrips(world: () => ContractWorld): void {
  describe('What was appended comes back as it was', () => {
    it.each(TEXTS)('with %s as a text', async (_, text) => {
      const stream = world().stream();
      await world().append(stream, written(text), kept({ [text]: text }));
      const [first, second] = await world().read(stream);
      expect(first?.data).toEqual({ text });
      expect(second?.data).toEqual({ content: { [text]: text } });
    });

    it.each(VALUES)('with %s as data', async (_, content) => {
      const stream = world().stream();
      await world().append(stream, kept(content));
      const [event] = await world().read(stream);
      expect(JSON.stringify(event?.data)).toBe(JSON.stringify({ content }));
    });

    it('with odd texts in its neighbours of the same moment', async () => {
      const streams = range(1, 24).map(() => world().stream());
      await Promise.all(
        streams.map((stream, index) => world().append(stream, written(TEXTS[index % TEXTS.length]?.[1] ?? ''))),
      );
      for (const [index, stream] of streams.entries()) {
        expect(textsOf(await world().read(stream))).toEqual([TEXTS[index % TEXTS.length]?.[1]]);
      }
    });

    it('with what JSON makes of it: no fields that are undefined, dates as text', async () => {
      const stream = world().stream();
      const content = { at: new Date(0), none: undefined, list: [undefined, NaN], minusZero: -0 };
      await world().append(stream, kept(content));
      const [event] = await world().read(stream);
      expect(event?.data).toEqual({ content: { at: '1970-01-01T00:00:00.000Z', list: [null, null], minusZero: 0 } });
    });

    it.each(['ann "O\'Hara" {,}', 'ann\n\u001b\\u0000', 'Ann 👩‍🚀'])('with %j in its metadata', async (userId) => {
      const stream = world().stream();
      await withContext({ tenantId: world().tenantId, userId }, () => world().append(stream, written('a')));
      expect((await world().read(stream))[0]?.metadata.userId).toBe(userId);
    });

    it.each(['ann\u0000', '\ud800'])(
      'or is refused, with %j in its metadata, and its neighbours are not',
      async (userId) => {
        const streams = range(1, 8).map(() => world().stream());
        const results = await Promise.allSettled(
          streams.map((stream, index) =>
            withContext({ tenantId: world().tenantId, userId: index === 3 ? userId : 'bob' }, () =>
              world().append(stream, written('a')),
            ),
          ),
        );
        expect(results.filter(({ status }) => status === 'rejected')).toMatchObject([
          { reason: { kind: 'invalid', code: 'METADATA_INVALID' } },
        ]);
        expect(await world().readAll()).toHaveLength(7);
      },
    );

    it('though this build knows its type no longer', async () => {
      const stream = world().stream();
      const definition = { ...definitionOf(PageWritten), type: 'NobodyKnowsThis', version: '7.0.0' };
      const unknown: NewEvent = { definition, data: { text: 'a', more: [1] } };
      await world().append(stream, written('before'), unknown, written('after'));
      const events = await world().read(stream);
      expect(events.map(({ type }) => type)).toEqual(['PageWritten', 'NobodyKnowsThis', 'PageWritten']);
      expect(events[1]).toMatchObject({ schemaVersion: '7.0.0', data: { text: 'a', more: [1] } });
      expect(await world().readAll({ types: ['NobodyKnowsThis'] })).toEqual([events[1]]);
    });

    it('also for those who are to read it as it is stored', async () => {
      const stream = world().stream();
      await world().append(stream, written('a'), kept([1]));
      expect(await world().read(stream, { raw: true })).toEqual(await world().read(stream));
      expect(await world().readAll({ raw: true })).toEqual(await world().readAll());
    });

    it('whatever a reader does with what it was given', async () => {
      const stream = world().stream();
      await world().append(stream, kept({ list: [1] }));
      const before = structuredClone(await world().read(stream));
      for (const [event] of [await world().read(stream), await world().readAll()]) {
        if (!event) throw new Error('It was not read.');
        (event.data as { content: { list: number[] } }).content.list.push(2);
        event.metadata.userId = 'mallory';
        event.recordedAt.setFullYear(1999);
        event.type = 'Changed';
      }
      expect(await world().read(stream)).toEqual(before);
      expect(await world().readAll()).toEqual(before);
    });
  });
}
