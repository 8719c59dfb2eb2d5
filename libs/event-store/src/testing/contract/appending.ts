import { describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { deriveId, IdDerivation, isUuid, newId, runInContext } from '@edda/kernel';
import type { ExpectedVersion } from '../../append/expected-version.js';
import { counted, PageWritten, PrintPage, written } from './contract-events.js';
import { idsOf, range, textsOf, versionsOf, type ContractWorld } from './contract-world.js';

const FORMS: readonly ExpectedVersion[] = ['any', 'exists', 'none', 0, 1, 2, 3, 4];
const CASES = [0, 1, 3].flatMap((actual) => FORMS.map((expected) => ({ expected, actual })));

/** What each form says about the version a stream has. */
function fits(expected: ExpectedVersion, actual: number): boolean {
  if (expected === 'any') return true;
  if (expected === 'exists') return actual > 0;
  return actual === (expected === 'none' ? 0 : expected);
}

export function appending(world: () => ContractWorld): void {
  describe('An append', () => {
    it.each(CASES.filter(({ expected, actual }) => fits(expected, actual)))(
      'that expects $expected goes behind version $actual',
      async ({ expected, actual }) => {
        const stream = await world().streamOf(actual);
        const result = await world().store.append(stream, [written('a'), written('b')], { expected });
        const events = await world().read(stream);
        expect(textsOf(events)).toEqual([...range(1, actual).map(String), 'a', 'b']);
        expect(versionsOf(events)).toEqual(range(1, actual + 2));
        expect(result).toEqual({ ok: true, version: actual + 2, position: events.at(-1)?.position, repeated: false });
      },
    );

    it.each(CASES.filter(({ expected, actual }) => !fits(expected, actual)))(
      'that expects $expected conflicts with version $actual, and writes nothing',
      async ({ expected, actual }) => {
        const stream = await world().streamOf(actual);
        const { tenantId, streamId } = stream;
        const result = await world().store.append(stream, [written('a'), written('b')], { expected });
        expect(result).toMatchObject({ ok: false, conflict: { tenantId, streamId, expected, actual } });
        expect(await world().read(stream)).toHaveLength(actual);
        expect((await world().store.streamState(stream))?.version ?? 0).toBe(actual);
      },
    );

    it('can be made again with the version that the conflict tells', async () => {
      const stream = await world().streamOf(3);
      const refused = await world().store.append(stream, [written('a')], { expected: 1 });
      if (refused.ok) throw new Error('It was to conflict.');
      const { actual } = refused.conflict;
      expect(await world().store.append(stream, [written('a')], { expected: actual })).toMatchObject({ version: 4 });
    });

    it.each([-1, -2, 1.5, NaN, Infinity, 2 ** 53])('refuses to expect the version %p', async (expected) => {
      const stream = world().stream();
      await expect(world().store.append(stream, [written('a')], { expected })).rejects.toMatchObject({
        kind: 'invalid',
      });
      expect(await world().store.streamState(stream)).toBeNull();
    });

    it('refuses data that does not fit its schema, and writes nothing', async () => {
      const stream = world().stream();
      const wrong = message(PageWritten, { text: 7 as unknown as string });
      await expect(world().store.append(stream, [written('a'), wrong], { expected: 'none' })).rejects.toMatchObject({
        kind: 'invalid',
        code: 'MESSAGE.INVALID',
      });
      expect(await world().store.streamState(stream)).toBeNull();
    });

    it('refuses a command, which has no place in a stream', async () => {
      const stream = world().stream();
      const command = message(PrintPage, { text: 'a' });
      await expect(world().store.append(stream, [command], { expected: 'any' })).rejects.toThrow();
      expect(await world().store.streamState(stream)).toBeNull();
    });

    it('keeps what was given to it, though that changes before it is written', async () => {
      const stream = world().stream();
      const data = { text: 'as it was' };
      const events = [message(PageWritten, data)];
      const appending = world().store.append(stream, events, { expected: 'none' });
      data.text = 'changed';
      events.length = 0;
      await appending;
      expect(textsOf(await world().read(stream))).toEqual(['as it was']);
    });
  });

  describe('An appended event', () => {
    it('has all that is known about it', async () => {
      const stream = world().stream();
      const [correlationId, causationId] = [newId(), newId()];
      const context = { service: 'content', tenantId: world().tenantId, userId: 'ann', correlationId, causationId };
      const before = Date.now();
      await runInContext({ ...context, traceparent: '00-1-2-01' }, () =>
        world().store.append(stream, [written('a'), counted(2)], { expected: 'none' }),
      );
      const [first, second] = await world().read(stream);
      expect(first).toEqual({
        ...stream,
        position: expect.any(Number),
        id: expect.any(String),
        kind: 'event',
        version: 1,
        previousPublic: 0,
        type: 'PageWritten',
        schemaVersion: '1.0.0',
        topic: 'content_events',
        data: { text: 'a' },
        metadata: { correlationId, causationId, userId: 'ann', traceparent: '00-1-2-01', source: expect.any(String) },
        recordedAt: expect.any(Date),
      });
      expect(second).toMatchObject({ version: 2, previousPublic: null, topic: null, data: { by: 2 } });
      expect(first?.recordedAt.getTime()).toBeGreaterThanOrEqual(before);
      expect(isUuid(first?.id)).toBe(true);
    });

    it('belongs, where nobody asked for it, to a correlation of its own', async () => {
      const stream = world().stream();
      await world().append(stream, written('a'), written('b'));
      await world().append(stream, written('c'));
      const [first, second, third] = (await world().read(stream)).map(({ metadata }) => metadata);
      expect(first).toMatchObject({ causationId: null, userId: null, traceparent: null });
      expect(second).toEqual(first);
      expect(isUuid(third?.correlationId) && third?.correlationId !== first?.correlationId).toBe(true);
    });

    it('has the id that is given, else the one that derives from its cause, else a new one', async () => {
      const stream = world().stream();
      const [given, cause] = [newId(), newId()];
      const context = { service: 'content', tenantId: world().tenantId, userId: null, correlationId: newId() };
      await runInContext(
        { ...context, causationId: cause, traceparent: null, derivation: new IdDerivation(cause) },
        () => world().append(stream, written('a', given), written('b')),
      );
      await world().append(stream, written('c'));
      const ids = idsOf(await world().read(stream));
      expect(ids.slice(0, 2)).toEqual([given, deriveId(cause, 0)]);
      expect(isUuid(ids[2])).toBe(true);
    });

    it('that is public tells which public event was before it, whatever lies between', async () => {
      const stream = world().stream();
      await world().append(stream, counted(), written('2'), counted());
      await world().append(stream, counted());
      await world().append(stream, written('5'), written('6'));
      await world().append(stream, counted(), written('8'));
      const events = await world().read(stream);
      expect(events.map(({ previousPublic }) => previousPublic)).toEqual([null, 0, null, null, 2, 5, null, 6]);
    });

    it('stands behind all that were appended before it', async () => {
      const results = [];
      for (const stream of [world().stream(), world().stream(), world().stream()]) {
        results.push(await world().append(stream, written('a'), written('b')));
      }
      const events = await world().readAll();
      const positions = events.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((left, right) => left - right));
      expect(results.map(({ position }) => position)).toEqual([1, 3, 5].map((index) => positions[index]));
    });
  });
}
