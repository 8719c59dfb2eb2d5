import { describe, expect, it } from '@jest/globals';
import type { ReadOptions } from '../../event-store.js';
import type { RecordedMessage, StreamName } from '../../recorded-message.js';
import { written } from './contract-events.js';
import { all, range, type ContractWorld } from './contract-world.js';

type Read = (stream: StreamName, options: ReadOptions) => AsyncIterableIterator<RecordedMessage>;

export function cancellation(world: () => ContractWorld): void {
  const readers: readonly [string, Read][] = [
    ['A stream', (stream, options) => world().store.readStream(stream, options)],
    ['The log', (stream, options) => world().store.readAll({ tenantId: stream.tenantId, ...options })],
  ];

  describe.each(readers)('%s that is being read', (_, read) => {
    it('is not read at all when the signal has been given before', async () => {
      const stream = await world().streamOf(3);
      const reason = new Error('Nobody wants it any more.');
      await expect(all(read(stream, { signal: AbortSignal.abort(reason) }))).rejects.toBe(reason);
    });

    it.each([1, 2, 100])('is read no further, in pages of %i, when the signal is given', async (batchSize) => {
      const stream = await world().streamOf(9);
      const [stop, reason] = [new AbortController(), new Error('Nobody wants it any more.')];
      const seen: RecordedMessage[] = [];
      const reading = (async () => {
        for await (const event of read(stream, { batchSize, signal: stop.signal })) {
          seen.push(event);
          if (seen.length === 3) stop.abort(reason);
        }
      })();
      await expect(reading).rejects.toBe(reason);
      expect(seen).toHaveLength(3);
    });

    it('is given up by leaving the loop, however often, and holds nothing', async () => {
      const stream = await world().streamOf(9);
      const firsts: RecordedMessage[] = [];
      for (const _round of range(1, 40)) {
        for await (const event of read(stream, { batchSize: 2 })) {
          firsts.push(event);
          break;
        }
      }
      expect(new Set(firsts.map(({ id }) => id)).size).toBe(1);
      expect(await world().append(stream, written('a'))).toMatchObject({ version: 10 });
    });

    it('can be given up before it has begun, and has ended then', async () => {
      const stream = await world().streamOf(2);
      const reading = read(stream, {});
      await reading.return?.();
      expect(await reading.next()).toEqual({ done: true, value: undefined });
    });

    it('goes no further than its reader asks', async () => {
      const stream = await world().streamOf(6);
      const reading = read(stream, { batchSize: 1 });
      const first = await reading.next();
      const third = [await reading.next(), await reading.next()][1];
      expect([first, third].map((result) => (result?.value as RecordedMessage).version)).toEqual([1, 3]);
      await reading.return?.();
    });
  });
}
