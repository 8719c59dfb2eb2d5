import { describe, expect, it } from '@jest/globals';
import { newId } from '@edda/kernel';
import type { ExpectedVersion } from '../../append/expected-version.js';
import type { NewEvent } from '../../event-store.js';
import type { StreamName } from '../../recorded-message.js';
import { written } from './contract-events.js';
import { range, textsOf, type ContractWorld } from './contract-world.js';

const FORMS: readonly ExpectedVersion[] = ['any', 'exists', 'none', 0, 1, 2, 3, 4];
const REUSED = { kind: 'conflict', code: 'EVENT_ID_REUSED' };

/** Where two events stand: behind version 0 or 2 of their stream, which then goes on. */
const PLACES = [0, 2].flatMap((behind) => FORMS.map((expected) => ({ behind, expected })));

function fitsPlace(expected: ExpectedVersion, behind: number): boolean {
  return expected === 'any' || expected === 'exists' || (expected === 'none' ? 0 : expected) === behind;
}

export function repetition(world: () => ContractWorld): void {
  /** Two events behind some, and one behind them. */
  const appended = async (behind: number): Promise<{ stream: StreamName; events: NewEvent[]; first: object }> => {
    const stream = await world().streamOf(behind);
    const events = [written('a', newId()), written('b', newId())];
    const first = await world().store.append(stream, events, { expected: behind });
    await world().append(stream, written('later'));
    return { stream, events, first };
  };

  describe('A repeated append', () => {
    it.each(PLACES.filter(({ behind, expected }) => fitsPlace(expected, behind)))(
      'of events behind version $behind that expects $expected gives the first result and writes nothing',
      async ({ behind, expected }) => {
        const { stream, events, first } = await appended(behind);
        expect(await world().store.append(stream, events, { expected })).toEqual({ ...first, repeated: true });
        expect(await world().read(stream)).toHaveLength(behind + 3);
      },
    );

    it.each(PLACES.filter(({ behind, expected }) => !fitsPlace(expected, behind)))(
      'of events behind version $behind that expects $expected names another place, and is refused',
      async ({ behind, expected }) => {
        const { stream, events } = await appended(behind);
        await expect(world().store.append(stream, events, { expected })).rejects.toMatchObject(REUSED);
        expect(await world().read(stream)).toHaveLength(behind + 3);
      },
    );

    it.each(['none', 0, 'any'] as const)(
      'that comes many times at once and expects %s is written once',
      async (expected) => {
        const stream = world().stream();
        const events = [written('a', newId()), written('b', newId())];
        const results = await Promise.all(range(1, 12).map(() => world().store.append(stream, events, { expected })));
        const [position] = (await world().read(stream)).slice(-1).map((event) => event.position);
        expect(results.map((result) => ({ ...result, repeated: null }))).toEqual(
          range(1, 12).map(() => ({ ok: true, version: 2, position, repeated: null })),
        );
        expect(results.filter((result) => result.ok && !result.repeated)).toHaveLength(1);
        expect(textsOf(await world().read(stream))).toEqual(['a', 'b']);
      },
    );

    it('of a part of what was written is one too', async () => {
      const { stream, events } = await appended(2);
      const again = (part: NewEvent[], expected: ExpectedVersion): Promise<unknown> =>
        world().store.append(stream, part, { expected });
      expect(await again(events.slice(0, 1), 2)).toMatchObject({ version: 3, repeated: true });
      expect(await again(events.slice(1), 3)).toMatchObject({ version: 4, repeated: true });
      expect(await again(events.slice(1), 'any')).toMatchObject({ version: 4, repeated: true });
    });

    it('leaves the data as it was written first', async () => {
      const [stream, id] = [world().stream(), newId()];
      await world().append(stream, written('first', id));
      expect(await world().append(stream, written('second', id))).toMatchObject({ version: 1, repeated: true });
      expect(textsOf(await world().read(stream))).toEqual(['first']);
    });
  });

  describe('An id that stands in the log', () => {
    const inUse = async (): Promise<{ stream: StreamName; a: string; b: string }> => {
      const [stream, a, b] = [world().stream(), newId(), newId()];
      await world().append(stream, written('a', a), written('b', b));
      return { stream, a, b };
    };
    const refused = async (
      stream: StreamName,
      events: NewEvent[],
      expected: ExpectedVersion = 'any',
    ): Promise<void> => {
      const before = await world().read(stream);
      await expect(world().store.append(stream, events, { expected })).rejects.toMatchObject(REUSED);
      expect(await world().read(stream)).toEqual(before);
    };

    it.each(FORMS)('is refused in another stream by an append that expects %s', async (expected) => {
      const { a } = await inUse();
      await refused(await world().streamOf(expected === 'none' ? 0 : 2), [written('x', a)], expected);
    });

    it('is refused among new ones, first and last', async () => {
      const { a } = await inUse();
      await refused(world().stream(), [written('x', a), written('y')]);
      await refused(world().stream(), [written('x'), written('y', a)]);
    });

    it('is refused in another order, twice, and with more behind it', async () => {
      const { stream, a, b } = await inUse();
      await refused(stream, [written('b', b), written('a', a)]);
      await refused(stream, [written('a', a), written('a', a)]);
      await refused(stream, [written('a', a), written('b', b), written('c')]);
      await refused(stream, [written('x'), written('a', a), written('b', b)]);
    });

    it("is refused in another tenant's stream of the same id", async () => {
      const { stream, a, b } = await inUse();
      await refused({ ...stream, tenantId: `${stream.tenantId}-other` }, [written('a', a), written('b', b)], 'none');
    });

    it('goes into one of many streams that take it at the same time', async () => {
      const id = newId();
      const results = await Promise.allSettled(
        range(1, 12).map((n) => world().store.append(world().stream(), [written(`${n}`, id)], { expected: 'none' })),
      );
      const failures = results.filter((result) => result.status === 'rejected');
      expect(failures).toHaveLength(11);
      for (const { reason } of failures) expect(reason).toMatchObject(REUSED);
      expect((await world().readAll()).map((event) => event.id)).toEqual([id]);
    });
  });

  it('One id twice in an append is refused, and nothing is written', async () => {
    const [stream, id] = [world().stream(), newId()];
    const events = [written('a', id), written('b', id)];
    await expect(world().store.append(stream, events, { expected: 'any' })).rejects.toMatchObject(REUSED);
    expect(await world().store.streamState(stream)).toBeNull();
  });

  it.each(['', 'note-1', '01930d5e-8a00-7c11-8f3a'])('An id that is no UUID, such as "%s", is refused', async (id) => {
    const stream = world().stream();
    await expect(world().store.append(stream, [written('a', id)], { expected: 'any' })).rejects.toMatchObject({
      kind: 'invalid',
    });
    expect(await world().store.streamState(stream)).toBeNull();
  });
}
