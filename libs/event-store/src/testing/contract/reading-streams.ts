import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ReadDirection, ReadStreamOptions } from '../../event-store.js';
import type { StreamName } from '../../recorded-message.js';
import { written } from './contract-events.js';
import { range, versionsOf, type ContractWorld } from './contract-world.js';

const LENGTH = 7;
const FROM = [undefined, 1, 2, 6, 9];
const TO = [undefined, 1, 3, 7, 99];
const LIMIT = [undefined, 0, 1, 2, 3, 100, Infinity];

export function readingStreams(world: () => ContractWorld): void {
  describe('A stream', () => {
    let stream: StreamName;
    beforeAll(async () => {
      stream = await world().streamOf(LENGTH);
    });

    /** What the options say of versions 1 to 7. */
    const model = ({ from = 1, to = Infinity, limit = Infinity, direction }: ReadStreamOptions): number[] => {
      const versions = range(1, LENGTH).filter((version) => version >= from && version <= to);
      return (direction === 'backward' ? versions.reverse() : versions).slice(0, limit);
    };

    it.each<[ReadDirection, number | undefined]>([
      ['forward', undefined],
      ['forward', 1],
      ['forward', 2],
      ['forward', 3],
      ['backward', undefined],
      ['backward', 1],
      ['backward', 2],
      ['backward', 3],
    ])('is read %s in pages of %p, from, to and at most what is asked for', async (direction, batchSize) => {
      for (const from of FROM) {
        for (const to of TO) {
          for (const limit of LIMIT) {
            const options = { direction, from, to, limit, batchSize };
            const versions = versionsOf(await world().read(stream, options));
            expect({ ...options, versions }).toEqual({ ...options, versions: model(options) });
          }
        }
      }
    });

    it('is read oldest first unless told otherwise', async () => {
      expect(versionsOf(await world().read(stream))).toEqual(range(1, LENGTH));
    });

    it('has no events when it does not exist', async () => {
      expect(await world().read(world().stream())).toEqual([]);
      expect(await world().read(world().stream(), { direction: 'backward', limit: 1 })).toEqual([]);
    });

    it.each([{ batchSize: 0 }, { batchSize: -1 }, { batchSize: 1.5 }, { limit: -1 }, { limit: NaN }, { from: NaN }])(
      'is not read with %j',
      async (options) => {
        await expect(world().read(stream, options)).rejects.toMatchObject({ kind: 'invalid' });
        await expect(world().readAll(options)).rejects.toMatchObject({ kind: 'invalid' });
      },
    );

    it('that grows while it is read shows no gap', async () => {
      const growing = await world().streamOf(1);
      const grown = (async () => {
        for (const _ of range(1, 40))
          await world().store.append(growing, [written('a'), written('b'), written('c')], { expected: 'exists' });
      })();
      for (let seen = 0; seen < 121;) {
        const versions = versionsOf(await world().read(growing, { batchSize: 2 }));
        expect(versions).toEqual(range(1, versions.length));
        expect(versions.length).toBeGreaterThanOrEqual(seen);
        seen = versions.length;
      }
      await grown;
    });
  });
}
