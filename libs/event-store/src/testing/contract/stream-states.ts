import { describe, expect, it } from '@jest/globals';
import { written } from './contract-events.js';
import type { ContractWorld } from './contract-world.js';

export function streamStates(world: () => ContractWorld): void {
  describe('The state of a stream', () => {
    it('is none when nothing was ever appended', async () => {
      expect(await world().store.streamState(world().stream())).toBeNull();
    });

    it('tells the version of its last event', async () => {
      const stream = await world().streamOf(2);
      const state = { version: 2, firstVersion: 1, archivedAt: null };
      expect(await world().store.streamState(stream)).toMatchObject(state);
      await world().append(stream, written('a'));
      expect(await world().store.streamState(stream)).toMatchObject({ ...state, version: 3 });
    });

    it.each(['exists', 3] as const)('stays none when an append that expects %s conflicts', async (expected) => {
      const stream = world().stream();
      expect(await world().store.append(stream, [written('a')], { expected })).toMatchObject({ ok: false });
      expect(await world().store.streamState(stream)).toBeNull();
    });

    it.each(['any', 'none', 0] as const)('stays none when an append that expects %s is refused', async (expected) => {
      const first = await world().streamOf(1);
      const [taken] = await world().read(first);
      const stream = world().stream();
      await expect(world().store.append(stream, [written('a', taken?.id)], { expected })).rejects.toThrow();
      expect(await world().store.streamState(stream)).toBeNull();
      expect(await world().store.append(stream, [written('a')], { expected: 'none' })).toMatchObject({ version: 1 });
    });
  });
}
