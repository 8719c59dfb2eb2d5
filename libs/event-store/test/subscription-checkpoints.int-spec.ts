import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestDatabase, eventually, POSTGRES_START_TIMEOUT_MS, startThrowAwayPostgres } from '@edda/test-database';
import {
  deleteCheckpoint,
  EVENT_STORE_MIGRATIONS,
  listSubscriptions,
  poolClient,
  reshardCheckpoint,
  resetCheckpoint,
  type SqlClient,
} from '../src/index.js';
import { LogWorld } from './support/log-world.js';
import { newStream } from './support/notes.js';

let world: LogWorld;
let client: SqlClient;

beforeAll(async () => {
  world = await LogWorld.open('checkpoints');
  client = poolClient(world.here);
}, POSTGRES_START_TIMEOUT_MS);
afterEach(() => world.clear());
afterAll(() => world.close());

const overviewOf = async (name: string) => (await listSubscriptions(client)).find((one) => one.name === name);

describe('The list of subscriptions', () => {
  it('tells of each who runs it, where it is and how far behind the log', async () => {
    const follower = world.follow({ name: 'listed', shards: 4 });
    await follower.subscription.caughtUp();
    await eventually(() => expect(follower.subscription.ownedShards).toHaveLength(4));
    expect(await overviewOf('listed')).toMatchObject({ shards: 4, owned: 4, members: 1 });
    await follower.stop();
    await world.append('a', 'b');
    const head = await world.writer.finalPosition();
    expect(await overviewOf('listed')).toEqual({
      name: 'listed',
      shards: 4,
      owned: 0,
      members: 0,
      position: await world.checkpointOf('listed'),
      positionsBehind: head - (await world.checkpointOf('listed')),
      millisecondsBehind: expect.any(Number),
      updatedAt: expect.any(Date),
    });
    expect((await overviewOf('listed'))?.positionsBehind).toBeGreaterThanOrEqual(2);
  });

  it('shows no lag of one that lives, though nothing of what comes is for it', async () => {
    const follower = world.follow({ name: 'choosy', filter: { categories: ['none'] } });
    await world.append('a', 'b');
    await follower.subscription.caughtUp();
    expect(await follower.subscription.lag()).toEqual({ positions: 0, milliseconds: 0 });
    await eventually(async () => expect(await overviewOf('choosy')).toMatchObject({ positionsBehind: 0 }));
  });

  it('is what a subscription itself says, also of shards that others own', async () => {
    const [first, second] = [
      world.follow({ name: 'both', shards: 2 }),
      world.follow({ name: 'both', shards: 2 }, world.there),
    ];
    await eventually(() =>
      expect([first, second].map(({ subscription }) => subscription.ownedShards.length)).toEqual([1, 1]),
    );
    for (let n = 0; n < 20; n++) await world.append(`${n}`);
    await first.subscription.caughtUp();
    await eventually(async () => expect(await second.subscription.lag()).toEqual({ positions: 0, milliseconds: 0 }));
  });
});

describe('A checkpoint', () => {
  it('cannot be put elsewhere or deleted while its subscription runs', async () => {
    const follower = world.follow({ name: 'running' });
    await follower.subscription.caughtUp();
    await expect(resetCheckpoint(client, 'running', 0)).rejects.toMatchObject({ code: 'SUBSCRIPTION_OWNED' });
    await expect(deleteCheckpoint(client, 'running')).rejects.toMatchObject({ code: 'SUBSCRIPTION_OWNED' });
    expect(await overviewOf('running')).toBeDefined();
  });

  it('cannot be put elsewhere while a process of before there were leases owns it', async () => {
    await world.here.query(`insert into checkpoints (subscription, position) values ('former', 7)`);
    const runner = world.there.createQueryRunner();
    await runner.query(`select pg_advisory_lock(hashtextextended('subscription:former', 0))`);
    await expect(resetCheckpoint(client, 'former', 0)).rejects.toMatchObject({ code: 'SUBSCRIPTION_OWNED' });
    await runner.query(`select pg_advisory_unlock_all()`);
    await runner.release();
    await resetCheckpoint(client, 'former', 0);
    expect(await overviewOf('former')).toMatchObject({ position: 0 });
  });

  it('is put at a position in all its shards, and handled from there', async () => {
    const first = world.follow({ name: 'replayed', shards: 3 });
    await world.append('a', 'b', 'c');
    await first.subscription.caughtUp();
    await first.stop();
    const positions = first.positions.sort((left, right) => left - right);
    await resetCheckpoint(client, 'replayed', (positions.at(-3) ?? 0) - 1);
    const second = world.follow({ name: 'replayed', shards: 3 });
    await second.subscription.caughtUp();
    expect([...second.texts].sort()).toEqual(['a', 'b', 'c']);
  });

  it('that is deleted is begun anew, with any number of shards', async () => {
    const first = world.follow({ name: 'deleted', shards: 3 });
    await first.subscription.caughtUp();
    await first.stop();
    await deleteCheckpoint(client, 'deleted');
    expect(await overviewOf('deleted')).toBeUndefined();
    const second = world.follow({ name: 'deleted', shards: 2, from: 'now' });
    await second.subscription.started;
    const stream = newStream();
    await world.appendTo(stream, 'x');
    await second.subscription.caughtUp();
    expect(second.texts).toEqual(['x']);
  });

  it.each([
    [1, 4],
    [4, 1],
    [2, 3],
  ])('is divided anew, from %i shards into %i, and nothing is left out', async (before, after) => {
    const name = `divided-${before}-${after}`;
    const first = world.follow({ name, shards: before });
    const streams = Array.from({ length: 8 }, newStream);
    for (const stream of streams) await world.appendTo(stream, 'a', 'b');
    await first.subscription.caughtUp();
    await expect(reshardCheckpoint(client, name, after)).rejects.toMatchObject({ code: 'SUBSCRIPTION_OWNED' });
    await first.stop();
    const position = await world.checkpointOf(name);
    await reshardCheckpoint(client, name, after);
    expect(await overviewOf(name)).toMatchObject({ shards: after, owned: 0, position });

    const second = world.follow({ name, shards: after });
    for (const stream of streams) await world.appendTo(stream, 'c');
    await second.subscription.caughtUp();
    const handled = new Set([...first.seen, ...second.seen].map(({ streamId, version }) => `${streamId} ${version}`));
    for (const { streamId } of streams) {
      expect([1, 2, 3].filter((version) => !handled.has(`${streamId} ${version}`))).toEqual([]);
    }
  });

  it('is not divided while a process of before there were leases owns it, nor into any number', async () => {
    await world.here.query(`insert into checkpoints (subscription, position) values ('whole', 7)`);
    const runner = world.there.createQueryRunner();
    await runner.query(`select pg_advisory_lock(hashtextextended('subscription:whole', 0))`);
    await expect(reshardCheckpoint(client, 'whole', 4)).rejects.toMatchObject({ code: 'SUBSCRIPTION_OWNED' });
    await runner.query(`select pg_advisory_unlock_all()`);
    await runner.release();
    for (const shards of [0, 65, 1.5]) {
      await expect(reshardCheckpoint(client, 'whole', shards)).rejects.toMatchObject({
        code: 'SUBSCRIPTION_OPTIONS_INVALID',
      });
    }
    await reshardCheckpoint(client, 'whole', 4);
    expect(await overviewOf('whole')).toMatchObject({ shards: 4, position: 7 });
    await expect(reshardCheckpoint(client, 'nobody', 4)).rejects.toMatchObject({ code: 'SUBSCRIPTION_UNKNOWN' });
  });

  it('that nobody has ever begun is not known', async () => {
    await expect(deleteCheckpoint(client, 'nobody')).rejects.toMatchObject({ code: 'SUBSCRIPTION_UNKNOWN' });
    await expect(resetCheckpoint(client, 'nobody', 1)).rejects.toMatchObject({ code: 'SUBSCRIPTION_UNKNOWN' });
    await expect(resetCheckpoint(client, 'nobody', -1)).rejects.toMatchObject({ code: 'SUBSCRIPTION_OPTIONS_INVALID' });
  });
});

describe('The migration to shards', () => {
  const [createLog, ...later] = EVENT_STORE_MIGRATIONS;
  /** As processes of before it take and move their checkpoint. */
  const take = `insert into checkpoints (subscription, owner_epoch) values ($1, 1)
    on conflict (subscription) do update set owner_epoch = checkpoints.owner_epoch + 1 returning position, owner_epoch`;
  const move = `update checkpoints set position = $2, updated_at = now() where subscription = $1 and owner_epoch = $3`;

  it('keeps the checkpoint of the relay, and lets a process of before it go on with it', async () => {
    const postgres = await startThrowAwayPostgres();
    const before = createLog ? [createLog] : [];
    const database = await createTestDatabase(postgres, { label: 'upgrade', migrations: before });
    const { dataSource } = database;
    await dataSource.query(take, ['relay']);
    await dataSource.query(move, ['relay', 42, 1]);
    const runner = dataSource.createQueryRunner();
    // Twice: it may be cut short and run again.
    for (const Migration of [...later, ...later.filter(({ name }) => name.startsWith('SubscriptionShards'))]) {
      await new Migration().up(runner);
    }
    await runner.release();
    const [taken] = await dataSource.query<{ position: string; owner_epoch: string }[]>(take, ['relay']);
    expect(taken).toEqual({ position: '42', owner_epoch: '2' });
    await dataSource.query(move, ['relay', 43, 2]);
    const found = await listSubscriptions(poolClient(dataSource));
    expect(found).toEqual([expect.objectContaining({ name: 'relay', shards: 1, position: 43 })]);
    await database.close();
    await postgres.stop();
  });
});
