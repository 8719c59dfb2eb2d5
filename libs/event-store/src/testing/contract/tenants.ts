import { describe, expect, it } from '@jest/globals';
import { newId, runInContext } from '@edda/kernel';
import { written } from './contract-events.js';
import { all, textsOf, type ContractWorld } from './contract-world.js';

const MISMATCH = { kind: 'forbidden', code: 'TENANT_MISMATCH' };

export function tenants(world: () => ContractWorld): void {
  const asTenant = <T>(tenantId: string, work: () => T): T =>
    runInContext(
      { service: 'content', tenantId, userId: null, correlationId: newId(), causationId: null, traceparent: null },
      work,
    );

  describe('Two tenants with streams of one id', () => {
    const both = async () => {
      const mine = world().stream();
      const yours = { ...mine, tenantId: `${mine.tenantId}-other` };
      await world().append(mine, written('mine 1'), written('mine 2'));
      return { mine, yours };
    };

    it('append without hearing of each other', async () => {
      const { mine, yours } = await both();
      expect(await world().store.append(yours, [written('yours')], { expected: 'exists' })).toMatchObject({
        conflict: { tenantId: yours.tenantId, actual: 0 },
      });
      expect(await world().store.append(yours, [written('yours')], { expected: 'none' })).toMatchObject({ version: 1 });
      expect(await world().store.append(mine, [written('mine 3')], { expected: 2 })).toMatchObject({ version: 3 });
    });

    it('read, each its own', async () => {
      const { mine, yours } = await both();
      expect(await world().read(yours)).toEqual([]);
      await world().append(yours, written('yours'));
      expect(textsOf(await world().read(yours))).toEqual(['yours']);
      expect(textsOf(await world().read(mine, { direction: 'backward' }))).toEqual(['mine 2', 'mine 1']);
      expect(textsOf(await world().readAll({ tenantId: yours.tenantId }))).toEqual(['yours']);
      expect(textsOf(await world().readAll({ tenantId: mine.tenantId }))).toEqual(['mine 1', 'mine 2']);
    });

    it('have states of their own', async () => {
      const { mine, yours } = await both();
      expect(await world().store.streamState(yours)).toBeNull();
      expect(await world().store.streamState(mine)).toMatchObject({ version: 2 });
    });
  });

  describe('Inside an execution context', () => {
    it('the stream of another tenant is refused, to be appended to, to be read and to be asked about', async () => {
      const theirs = await world().streamOf(1);
      await asTenant(newId(), async () => {
        await expect(world().store.append(theirs, [written('x')], { expected: 'any' })).rejects.toMatchObject(MISMATCH);
        await expect(world().read(theirs)).rejects.toMatchObject(MISMATCH);
        await expect(world().store.streamState(theirs)).rejects.toMatchObject(MISMATCH);
      });
      expect(await world().read(theirs)).toHaveLength(1);
    });

    it("the tenant's own stream is there for it", async () => {
      const own = world().stream();
      await asTenant(own.tenantId, async () => {
        await world().append(own, written('a'));
        expect(textsOf(await world().read(own))).toEqual(['a']);
        expect(await world().store.streamState(own)).toMatchObject({ version: 1 });
      });
    });

    it("the log is the tenant's, unless all of them are asked for", async () => {
      const [own, other] = [world().stream(), world().stream('page', `tenant-${newId()}`)];
      const { position } = await world().append(own, written('own'));
      await world().append(other, written('other'));
      await asTenant(own.tenantId, async () => {
        expect(textsOf(await all(world().store.readAll()))).toEqual(['own']);
        const { tenantId } = other;
        await expect((async () => all(world().store.readAll({ tenantId })))()).rejects.toMatchObject(MISMATCH);
        expect(textsOf(await all(world().store.readAll({ tenantId, allTenants: true })))).toEqual(['other']);
        const everything = await all(world().store.readAll({ allTenants: true, from: position }));
        expect(textsOf(everything)).toEqual(expect.arrayContaining(['own', 'other']));
      });
    });

    it('the tenant is the one in which the reading was begun', async () => {
      const own = await world().streamOf(4);
      const reading = asTenant(own.tenantId, () => world().store.readAll({ batchSize: 1 }));
      expect(textsOf(await all(reading))).toEqual(['1', '2', '3', '4']);
    });
  });
}
