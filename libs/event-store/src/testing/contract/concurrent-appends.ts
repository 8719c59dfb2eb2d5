import { describe, expect, it } from '@jest/globals';
import { message } from '@edda/event-schemas';
import { newId } from '@edda/kernel';
import type { AppendResult } from '../../event-store.js';
import { PageWritten, written } from './contract-events.js';
import { range, textsOf, versionsOf, type ContractWorld } from './contract-world.js';

function wonBy(results: readonly AppendResult[]): number {
  return results.filter(({ ok }) => ok).length;
}

export function concurrentAppends(world: () => ContractWorld): void {
  describe('Appends that come at the same time', () => {
    it.each([8, 24])('to one stream, and expect none, are won by one of %i', async (callers) => {
      const stream = world().stream();
      const results = await Promise.all(
        range(1, callers).map((n) => world().store.append(stream, [written(`${n}`)], { expected: 'none' })),
      );
      expect(wonBy(results)).toBe(1);
      const conflict = { tenantId: stream.tenantId, streamId: stream.streamId, expected: 'none', actual: 1 };
      for (const result of results.filter(({ ok }) => !ok)) expect(result).toMatchObject({ conflict });
      expect(await world().read(stream)).toHaveLength(1);
    });

    it('to one stream, and expect one version, are won by one', async () => {
      const stream = await world().streamOf(2);
      const results = await Promise.all(
        range(1, 16).map((n) => world().store.append(stream, [written(`${n}`), written('x')], { expected: 2 })),
      );
      expect(wonBy(results)).toBe(1);
      for (const result of results.filter(({ ok }) => !ok)) expect(result).toMatchObject({ conflict: { actual: 4 } });
      expect(versionsOf(await world().read(stream))).toEqual(range(1, 4));
    });

    it('lose nothing when each is made again with the version that the conflict tells', async () => {
      const stream = world().stream();
      await Promise.all(
        range(1, 12).map(async (n) => {
          for (let expected = 0; ;) {
            const result = await world().store.append(stream, [written(`${n}`)], { expected });
            if (result.ok) return expect(result.version).toBe(expected + 1);
            expected = result.conflict.actual;
          }
        }),
      );
      const events = await world().read(stream);
      expect(versionsOf(events)).toEqual(range(1, 12));
      expect(new Set(textsOf(events)).size).toBe(12);
    });

    it.each(['any', 'exists'] as const)(
      'to one stream, and expect %s, all go in, each in one piece',
      async (expected) => {
        const stream = await world().streamOf(1);
        const results = await Promise.all(
          range(1, 24).map((n) => world().store.append(stream, [written(`${n}`), written(`${n}`)], { expected })),
        );
        expect(wonBy(results)).toBe(24);
        const events = await world().read(stream);
        expect(versionsOf(events)).toEqual(range(1, 49));
        const texts = textsOf(events).slice(1);
        for (let index = 0; index < 48; index += 2) expect(texts[index]).toBe(texts[index + 1]);
        for (const [index, result] of results.entries()) {
          const last = events.filter(({ data }) => (data as PageWritten).text === `${index + 1}`).at(-1);
          expect(result).toEqual({ ok: true, version: last?.version, position: last?.position, repeated: false });
        }
      },
    );

    it('to a stream that none of them knows to exist make it once', async () => {
      const stream = world().stream();
      const results = await Promise.all(
        range(1, 16).map((n) => world().store.append(stream, [written(`${n}`)], { expected: 'any' })),
      );
      expect(results.map((result) => result.ok && result.version).sort((a, b) => Number(a) - Number(b))).toEqual(
        range(1, 16),
      );
    });

    it('have nothing to do with each other: what is wrong with one does not fail its neighbours', async () => {
      const known = newId();
      await world().append(world().stream(), written('known', known));
      const occupied = await world().streamOf(2);
      const acts = range(1, 24).map(async (n) => {
        const stream = world().stream();
        if (n % 6 === 1) {
          const conflict = await world().store.append(occupied, [written('late')], { expected: 1 });
          return expect(conflict).toMatchObject({ ok: false, conflict: { actual: 2 } });
        }
        if (n % 6 === 2) {
          const reused = world().store.append(stream, [written('again', known)], { expected: 'any' });
          return expect(reused).rejects.toMatchObject({ code: 'EVENT_ID_REUSED' });
        }
        if (n % 6 === 3) {
          const wrong = message(PageWritten, { text: null as unknown as string });
          return expect(world().store.append(stream, [wrong], { expected: 'any' })).rejects.toMatchObject({
            code: 'MESSAGE.INVALID',
          });
        }
        const result = await world().store.append(stream, [written(`${n}`)], { expected: 'none' });
        expect(result).toMatchObject({ ok: true, version: 1 });
        return expect(textsOf(await world().read(stream))).toEqual([`${n}`]);
      });
      await Promise.all(acts);
      expect(await world().read(occupied)).toHaveLength(2);
    });
  });
}
