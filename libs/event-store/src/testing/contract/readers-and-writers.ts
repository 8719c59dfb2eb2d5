import { describe, expect, it } from '@jest/globals';
import type { RecordedMessage } from '../../recorded-message.js';
import { counted, written } from './contract-events.js';
import { range, versionsOf, type ContractWorld } from './contract-world.js';

/** The versions of each stream, in the order of the events. */
function versionsByStream(events: readonly RecordedMessage[]): Map<string, (number | null)[]> {
  const streams = new Map<string, RecordedMessage[]>();
  for (const event of events) streams.set(event.streamId, [...(streams.get(event.streamId) ?? []), event]);
  return new Map([...streams].map(([streamId, own]) => [streamId, versionsOf(own)]));
}

export function readersAndWriters(world: () => ContractWorld): void {
  describe('A reader of the log', () => {
    it.each([1, 3, 100])('skips nothing while others write, in pages of %i', async (batchSize) => {
      const streams = range(1, 6).map(() => world().stream());
      let writing = true;
      const writers = Promise.all(
        range(1, 16).flatMap((writer) =>
          range(1, 6).map(async (n) => {
            const stream = streams[(writer + n) % 6];
            if (stream) await world().append(stream, written(`${writer}.${n}`), counted(n));
          }),
        ),
      ).finally(() => (writing = false));
      const seen: RecordedMessage[] = [];
      const follow = async (): Promise<void> => {
        const from = (seen.at(-1)?.position ?? 0) + 1;
        seen.push(...(await world().readAll({ from, batchSize })));
        for (const versions of versionsByStream(seen).values()) expect(versions).toEqual(range(1, versions.length));
      };
      while (writing) await follow();
      await writers;
      await follow();
      expect(seen).toHaveLength(192);
      const positions = seen.map(({ position }) => position);
      expect(positions).toEqual([...positions].sort((left, right) => left - right));
    });

    it('sees a prefix of the log, and of a stream never a part of an append', async () => {
      const stream = world().stream();
      const writing = (async () => {
        for (const n of range(1, 30)) await world().append(stream, written(`${n}`), written(`${n}`), written(`${n}`));
      })();
      for (let seen = 0; seen < 90;) {
        seen = (await world().read(stream)).length;
        expect(seen % 3).toBe(0);
        // A read of the log may end in the middle of an append.
        const inLog = versionsOf(await world().readAll());
        expect(inLog).toEqual(range(1, inLog.length));
        expect(inLog.length).toBeGreaterThanOrEqual(seen);
      }
      await writing;
    });

    it('does not see what is written after it began, or sees it in its place', async () => {
      await world().streamOf(5);
      const seen: RecordedMessage[] = [];
      for await (const event of world().store.readAll({ tenantId: world().tenantId, batchSize: 2 })) {
        seen.push(event);
        if (seen.length < 4) await world().append(world().stream(), written('late'));
      }
      const inLog = await world().readAll();
      expect(seen).toEqual(inLog.slice(0, seen.length));
      expect(seen.length).toBeGreaterThanOrEqual(5);
    });
  });
}
