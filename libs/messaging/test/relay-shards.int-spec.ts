import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { listSubscriptions, poolClient, type Subscription } from '@edda/event-store';
import { EddaError } from '@edda/kernel';
import { eventually, POSTGRES_START_TIMEOUT_MS } from '@edda/test-database';
import { newStream, RelayWorld } from './support/relay-world.js';

let world: RelayWorld;

beforeAll(async () => {
  world = await RelayWorld.open('shards');
}, POSTGRES_START_TIMEOUT_MS);
afterEach(() => world.clear());
afterAll(() => world.close());

const overview = async () =>
  (await listSubscriptions(poolClient(world.dataSource))).find(({ name }) => name === 'relay');

/** Each event once, as far as it was not published again, and each stream in its order. */
function expectAllInOrder(streams: readonly ReturnType<typeof newStream>[], count: number): void {
  const all = Array.from({ length: count }, (_, n) => `${n}`);
  for (const stream of streams) expect([...new Set(world.broker.textsOf(stream))]).toEqual(all);
}

describe('Relays of several instances', () => {
  it('share the streams, and keep the order of each', async () => {
    const streams = Array.from({ length: 12 }, newStream);
    const [here, there] = [world.relay(), world.relay({ store: await world.elsewhere() })];
    await eventually(() => expect([here, there].map(({ ownedShards }) => ownedShards.length)).toEqual([2, 2]));
    for (let n = 0; n < 10; n++) await Promise.all(streams.map((stream) => world.write(stream, `${n}`)));
    await eventually(() => expect(world.broker.published).toHaveLength(120));
    expectAllInOrder(streams, 10);
  });

  it('take over from one that stops, without a gap', async () => {
    const streams = Array.from({ length: 12 }, newStream);
    const [here, there] = [world.relay(), world.relay({ store: await world.elsewhere() })];
    await eventually(() => expect([here, there].map(({ ownedShards }) => ownedShards.length)).toEqual([2, 2]));
    for (let n = 0; n < 10; n++) {
      await Promise.all(streams.map((stream) => world.write(stream, `${n}`)));
      if (n === 4) await there.stop();
    }
    await eventually(() => expect(here.ownedShards).toHaveLength(4));
    await eventually(() =>
      expect(new Set(world.broker.published.map(({ headers }) => headers['ce_id'])).size).toBe(120),
    );
    expectAllInOrder(streams, 10);
  });

  it('know of what another one has put aside', async () => {
    const stream = newStream();
    world.broker.refuse = () => new EddaError('too-large', 'BROKER.RECORD_TOO_LARGE', 'Too large.');
    await world.write(stream, '1');
    const first = world.relay();
    await eventually(async () => expect(await first.refused()).toMatchObject({ refused: 1 }));
    await first.stop();
    world.broker.refuse = () => null;
    await world.write(stream, '2');
    const second = world.relay({ store: await world.elsewhere() });
    await eventually(async () => expect(await second.refused()).toMatchObject({ refused: 1, waiting: 1 }));
    expect(world.broker.published).toEqual([]);
  });
});

describe('The upgrade from a relay that was not divided', () => {
  /** The relay as it was: one share, run by one process. */
  function formerRelay(publish: (texts: readonly string[]) => void = () => undefined): Subscription {
    return world.store.subscribe({
      name: 'relay',
      filter: { published: true, kinds: ['event', 'command', 'reply'] },
      raw: true,
      handleBatch: async (messages) => publish(messages.map(({ data }) => (data as { text: string }).text)),
    });
  }

  it('waits for the processes of before, and then goes on where they were', async () => {
    const stream = newStream();
    const before: string[] = [];
    const former = formerRelay((texts) => before.push(...texts));
    await former.started;
    await world.write(stream, '1', '2');
    await eventually(() => expect(before).toEqual(['1', '2']));
    const relay = world.relay({ store: await world.elsewhere() });
    await world.write(stream, '3');
    await eventually(() => expect(before).toEqual(['1', '2', '3']));
    expect(relay.ownedShards).toEqual([]);
    expect(await overview()).toMatchObject({ shards: 1 });
    expect(await relay.lag()).toEqual({ positions: expect.any(Number), milliseconds: expect.any(Number) });

    await former.stop();
    await world.write(stream, '4', '5');
    await eventually(() => expect(world.broker.texts).toEqual(['4', '5']));
    expect(await overview()).toMatchObject({ shards: 4 });
  });

  it('leaves a process of before that comes later without work, and tells it why', async () => {
    await world.write(newStream(), '1');
    world.relay();
    await eventually(() => expect(world.broker.texts).toEqual(['1']));
    await expect(formerRelay().started).rejects.toMatchObject({ code: 'SUBSCRIPTION_SHARDS_FIXED' });
  });

  it('can be undone by the statement in the documentation', async () => {
    const stream = newStream();
    const relay = world.relay();
    await world.write(stream, '1');
    await eventually(() => expect(world.broker.texts).toEqual(['1']));
    await relay.stop();
    await world.write(stream, '2');
    const page = await readFile(join(import.meta.dirname, '../../../docs/messaging.md'), 'utf8');
    const [, statement = ''] = /```sql\n(with removed[^`]+)```/.exec(page) ?? [];
    await world.dataSource.query(statement);
    const handled = new Set<string>();
    const former = formerRelay((texts) => texts.forEach((text) => handled.add(text)));
    await eventually(() => expect(handled).toContain('2'));
    await former.stop();
  });

  it('divides the work anew into another number of shares', async () => {
    const streams = Array.from({ length: 12 }, newStream);
    const eight = world.relay({ shards: 8 });
    for (let n = 0; n < 5; n++) await Promise.all(streams.map((stream) => world.write(stream, `${n}`)));
    await eventually(() => expect(world.broker.published).toHaveLength(60));
    const two = world.relay({ shards: 2, store: await world.elsewhere() });
    await eight.stop();
    for (let n = 5; n < 10; n++) await Promise.all(streams.map((stream) => world.write(stream, `${n}`)));
    await eventually(() => expect(two.ownedShards).toEqual([0, 1]));
    await eventually(() =>
      expect(new Set(world.broker.published.map(({ headers }) => headers['ce_id'])).size).toBe(120),
    );
    expectAllInOrder(streams, 10);
  });
});
