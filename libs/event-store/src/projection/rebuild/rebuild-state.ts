import { EddaError } from '@edda/kernel';
import type { EntityManager } from 'typeorm';
import { placeCheckpoint } from '../checkpoints.js';
import { idOf, rebuildOf, type ProjectionId } from '../projection-id.js';
import type { Projection } from '../projection.js';
import { makeShadows } from './shadow-tables.js';

/** A rebuild as the process that runs it knows it. */
export interface RebuildState {
  /** Who takes it over raises the attempt, and only the latest one may go on. */
  attempt: number;
  /** Its checkpoint: that of the last event it has handled. */
  position: number;
  handled: number;
}

/** Goes on with a rebuild that was begun, or begins one. */
export async function takeRebuild(
  manager: EntityManager,
  projection: Projection,
  restart: boolean,
): Promise<RebuildState> {
  const { name, version } = projection;
  const taken = await manager.query<{ attempt: string; handled: string; isNew: boolean }[]>(
    `with taken as (
       insert into projection_rebuilds (name, version) values ($1, $2)
       on conflict (name, version) do update
         set attempt = projection_rebuilds.attempt + 1,
             handled = case when $3 then 0 else projection_rebuilds.handled end
       returning attempt, handled, xmax = 0 as is_new
     ) select attempt, handled, is_new as "isNew" from taken`,
    [name, version, restart],
  );
  if (restart || taken[0]?.isNew) {
    await makeShadows(manager, projection);
    // A checkpoint like any other, so that nothing is archived which it has not handled.
    await placeCheckpoint(manager, rebuildOf(projection), 0);
  }
  const rows = await manager.query<{ position: string }[]>('select position from checkpoints where subscription = $1', [
    rebuildOf(projection),
  ]);
  return {
    attempt: Number(taken[0]?.attempt),
    position: Number(rows[0]?.position),
    handled: Number(taken[0]?.handled),
  };
}

/**
 * In the transaction that handles events for it.
 *
 * @throws EddaError `PROJECTION_REBUILT_ELSEWHERE`
 */
export async function moveRebuild(
  manager: EntityManager,
  id: ProjectionId,
  { attempt, position, handled }: RebuildState,
): Promise<void> {
  const rows = await manager.query<unknown[]>(
    `with moved as (
       update projection_rebuilds set handled = $4 where name = $1 and version = $2 and attempt = $3 returning 1
     ) select 1 from moved`,
    [id.name, id.version, attempt, handled],
  );
  if (rows.length === 0) {
    throw new EddaError(
      'conflict',
      'PROJECTION_REBUILT_ELSEWHERE',
      `The rebuild of ${idOf(id)} was taken over by another process: follow it there.`,
    );
  }
  await manager.query('update checkpoints set position = $2, updated_at = now() where subscription = $1', [
    rebuildOf(id),
    position,
  ]);
}

export async function endRebuild(manager: EntityManager, id: ProjectionId): Promise<void> {
  await manager.query('delete from projection_rebuilds where name = $1 and version = $2', [id.name, id.version]);
  await manager.query('delete from checkpoints where name = $1', [rebuildOf(id)]);
}
