import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import type { MessageCodec } from '../../codec/message-codec.js';
import { rowsOf } from '../../read/log-connections.js';
import { EVENT_COLUMNS, toRecorded, type StoredRow } from '../../read/row.js';
import { headOfLog, placeCheckpoint } from '../checkpoints.js';
import { limitLockWaits, lockName } from '../name-lock.js';
import { subscriptionOf } from '../projection-id.js';
import { lockVersions } from '../projection-row.js';
import type { Projection } from '../projection.js';
import { rebuildEvents } from './rebuild-events.js';
import { endRebuild, type RebuildState } from './rebuild-state.js';
import { lockTables, swapShadows } from './shadow-tables.js';

/** How long queries and appends may be held back for a lock, in milliseconds. */
const PATIENCE_MS = 500;

/**
 * The last transaction of a rebuild: handles what came meanwhile, and puts the new tables in the place of the old ones.
 *
 * The locks are taken in the order in which an append and a subscription take them, so that they wait and never
 * deadlock: the tables, the lock of the name, the checkpoint.
 *
 * @param most events that may be handled under the locks
 * @returns null when there are more left
 */
export async function finishRebuild(
  manager: EntityManager,
  codec: MessageCodec,
  projection: Projection,
  state: RebuildState,
  most: number,
): Promise<RebuildState | null> {
  await limitLockWaits(manager, PATIENCE_MS);
  const tables = await lockTables(manager, projection);
  await lockName(manager, projection.name);
  const own = (await lockVersions(manager, projection.name)).find(({ version }) => version === projection.version);
  const isInline = own?.status === 'inline';
  const [low, high] = isInline ? [0, await headOfLog(manager)] : await lockCheckpoint(manager, projection);
  const rest = await readRest(manager, projection, state.position, isInline ? high : low, most + 1);
  if (rest.length > most) return null;
  const done = await rebuildEvents(manager, projection, state, await codec.decode(rest.map(toRecorded)));
  await swapShadows(manager, projection, tables);
  if (!isInline) await resumeFeed(manager, projection, low, high);
  await endRebuild(manager, projection);
  return done;
}

/** Between the checkpoints of its shards: what some have handled, and others not. */
async function lockCheckpoint(manager: EntityManager, projection: Projection): Promise<[number, number]> {
  const rows = await manager.query<{ position: string }[]>(
    'select position from checkpoints where name = $1 order by shard for update',
    [subscriptionOf(projection)],
  );
  const positions = rows.map(({ position }) => Number(position));
  return [Math.min(...positions), Math.max(...positions)];
}

/** The subscription goes on where the new tables end; what some shards had handled before is handled without effects. */
async function resumeFeed(manager: EntityManager, projection: Projection, low: number, high: number): Promise<void> {
  await placeCheckpoint(manager, subscriptionOf(projection), low, projection.shards);
  await manager.query(
    'update projections set replay_until = greatest(replay_until, $3) where name = $1 and version = $2',
    [projection.name, projection.version, high],
  );
}

async function readRest(
  manager: EntityManager,
  { types }: Projection,
  after: number,
  upTo: number,
  limit: number,
): Promise<StoredRow[]> {
  const connection = (await manager.queryRunner?.connect()) as PoolClient;
  return rowsOf<StoredRow>(
    connection,
    `select ${EVENT_COLUMNS} from events e where e.type = any($1) and e.position > $2 and e.position <= $3
      order by e.position limit $4`,
    [types, after, upTo, limit],
  );
}
