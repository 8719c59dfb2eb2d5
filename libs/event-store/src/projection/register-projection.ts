import { EddaError } from '@edda/kernel';
import type { EntityManager } from 'typeorm';
import { headOfLog, placeCheckpoint } from './checkpoints.js';
import { lockAllNames } from './name-lock.js';
import { beSeen, type ProcessLease } from './process-lease.js';
import { idOf, subscriptionOf } from './projection-id.js';
import {
  leaveInline,
  liveVersions,
  lockVersions,
  retire,
  setStatus,
  type ProjectionRow,
  type ProjectionStatus,
} from './projection-row.js';
import { areFilled, makeTables } from './projection-tables.js';
import type { Projection } from './projection.js';

/**
 * Makes a process one of those that a version of a projection is kept for, and settles how all versions of its name are
 * kept from now on. To be called under the lock of the name.
 *
 * A version is inline only while no other one has a live process: an append projects inline what its own process was
 * built for, and a process of another version would leave it out. While there are several, all are fed from the log.
 *
 * @throws EddaError `PROJECTION_CHANGED` when the same version was registered with another mode, or follows further types
 *   of which the log already has events
 */
export async function registerProjection(
  manager: EntityManager,
  projection: Projection,
  lease: ProcessLease,
): Promise<void> {
  const rows = await lockVersions(manager, projection.name);
  const live = await liveVersions(manager, projection.name);
  await beSeen(manager, [projection], lease);
  const others = rows.filter(({ version }) => version !== projection.version);
  await retire(manager, others, live);
  for (const other of others)
    if (other.status === 'inline' && live.has(other.version)) await leaveInline(manager, other);
  const accompanied = [...live].some((version) => version !== projection.version);
  const own = rows.find(({ version }) => version === projection.version);
  if (own) await settleOwn(manager, projection, own, accompanied);
  else await introduce(manager, projection, accompanied, rows.length > 0);
}

async function settleOwn(
  manager: EntityManager,
  projection: Projection,
  own: ProjectionRow,
  accompanied: boolean,
): Promise<void> {
  const { name, version, mode, types } = projection;
  if (own.mode !== mode) throw changed(projection, `was ${own.mode} and is now ${mode}`);
  const added = types.filter((type) => !own.types.includes(type));
  if (added.length > 0) {
    if (projection.tables.length > 0 && (await isRecorded(manager, added))) {
      throw changed(projection, `follows ${added.join(', ')} now, of which the log already has events`);
    }
    await manager.query('update projections set types = types || $3::text[] where name = $1 and version = $2', [
      name,
      version,
      added,
    ]);
  }
  if (own.status === 'retired') await setStatus(manager, own, mode === 'async' ? 'async' : 'catching-up');
  else if (own.status === 'inline' && accompanied) await leaveInline(manager, own);
}

async function introduce(
  manager: EntityManager,
  projection: Projection,
  accompanied: boolean,
  hasOthers: boolean,
): Promise<void> {
  const { name, version, mode, types, shards } = projection;
  if (mode === 'inline' && !accompanied) await lockAllNames(manager);
  const isKnown = mode === 'inline' && (await isUpToDate(manager, projection, hasOthers));
  const made = await makeTables(manager, projection);
  const head = await headOfLog(manager);
  const status = startingStatus(mode, isKnown && !accompanied);
  if (status !== 'inline') await placeCheckpoint(manager, subscriptionOf(projection), isKnown ? head : 0, shards);
  await manager.query(
    `insert into projections (name, version, mode, status, types, tables, replay_until)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [name, version, mode, status, types, made, head],
  );
}

function startingStatus(mode: Projection['mode'], isUpToDate: boolean): ProjectionStatus {
  if (mode === 'async') return 'async';
  return isUpToDate ? 'inline' : 'catching-up';
}

/** Whether its tables hold all there is: one that was there before there were versions has been inline all the time. */
async function isUpToDate(manager: EntityManager, projection: Projection, hasOthers: boolean): Promise<boolean> {
  if (projection.tables.length === 0) return true;
  if (hasOthers) return false;
  return (await areFilled(manager, projection)) || !(await isRecorded(manager, projection.types));
}

async function isRecorded(manager: EntityManager, types: readonly string[]): Promise<boolean> {
  const rows = await manager.query<{ recorded: boolean }[]>(
    'select exists (select from events where type = any($1)) as recorded',
    [types],
  );
  return rows[0]?.recorded === true;
}

function changed(projection: Projection, how: string): EddaError {
  return new EddaError(
    'conflict',
    'PROJECTION_CHANGED',
    `Projection ${idOf(projection)} ${how}: raise its version, so that it is filled anew.`,
  );
}
