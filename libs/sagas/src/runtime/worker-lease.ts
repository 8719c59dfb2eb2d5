import type { SqlClient } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { InstanceState } from '../instance/instance-state.js';

/** Registers, or stays: what this worker has in hand is its own until then, by the database's clock, which is returned. */
export async function renewLease(client: SqlClient, worker: Uuid, leaseMs: number): Promise<number> {
  const [row] = await client.query<{ now: number }>(
    `insert into saga_workers (id, expires_at) values ($1, clock_timestamp() + $2::float8 * interval '1 ms')
     on conflict (id) do update set expires_at = excluded.expires_at
     returning (extract(epoch from clock_timestamp()) * 1000)::float8 as now`,
    [worker, leaseMs],
    'edda-saga-lease',
  );
  return row?.now ?? Date.now();
}

/** The instances that are this worker's by the database. */
export async function ownedBy(client: SqlClient, worker: Uuid): Promise<ReadonlySet<Uuid>> {
  const rows = await client.query<{ id: Uuid }>(
    'select id from saga_instances where owner = $1',
    [worker],
    'edda-saga-owned',
  );
  return new Set(rows.map(({ id }) => id));
}

export async function isOwner(client: SqlClient, worker: Uuid, id: Uuid): Promise<boolean> {
  const rows = await client.query('select from saga_instances where id = $1 and owner = $2', [id, worker]);
  return rows.length > 0;
}

/** What the row of an instance says while its owner is at it. */
export async function showStanding(
  client: SqlClient,
  worker: Uuid,
  id: Uuid,
  { status, step, failure, stuck }: Pick<InstanceState, 'status' | 'step' | 'failure' | 'stuck'>,
): Promise<void> {
  const why = stuck?.failure ?? failure;
  await client.query(
    `update saga_instances set status = $3, step = $4, failure = $5::json, updated_at = clock_timestamp()
      where id = $1 and owner = $2 and (status, step) is distinct from ($3, $4)`,
    [id, worker, status, step, why && JSON.stringify(why)],
    'edda-saga-show',
  );
}

/** Gives instances back, to be moved on by anybody at once. */
export async function giveBack(client: SqlClient, worker: Uuid, ids: readonly Uuid[]): Promise<void> {
  await client.query(
    `update saga_instances set owner = null, wake_at = least(wake_at, clock_timestamp())
      where owner = $1 and id = any($2::uuid[])`,
    [worker, ids],
  );
}

/** Gives all back and is a worker no more. */
export async function leave(client: SqlClient, worker: Uuid): Promise<void> {
  await client.query(
    `with given as (
       update saga_instances set owner = null, wake_at = least(wake_at, clock_timestamp()) where owner = $1)
     delete from saga_workers where id = $1`,
    [worker],
  );
}

/**
 * Gives an instance back that could not be moved: nobody tries again before, in milliseconds from now, unless somebody steps
 * in. Until it moves again it is stuck by its row, although not by its events.
 */
export async function setAside(
  client: SqlClient,
  worker: Uuid,
  id: Uuid,
  milliseconds: number,
  failure: SagaFailure,
): Promise<void> {
  await client.query(
    `update saga_instances
        set owner = null, not_before = clock_timestamp() + $3::float8 * interval '1 ms',
            wake_at = clock_timestamp() + $3::float8 * interval '1 ms',
            status = 'stuck', failure = $4::json, updated_at = clock_timestamp()
      where owner = $1 and id = $2`,
    [worker, id, milliseconds, JSON.stringify(failure)],
  );
}

/** Workers that are gone, once nothing is theirs. */
export async function forgetDeadWorkers(client: SqlClient): Promise<void> {
  await client.query(
    `delete from saga_workers w where w.expires_at < clock_timestamp() - interval '1 minute'
        and not exists (select from saga_instances s where s.owner = w.id)`,
    [],
    'edda-saga-dead-workers',
  );
}
