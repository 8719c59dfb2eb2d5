import type { Uuid } from '@edda/kernel';
import type { EntityManager } from 'typeorm';

/** Which instance waits for the outcome with this id. */
export async function findAwaiting(manager: EntityManager, saga: string, outcome: Uuid): Promise<Uuid | null> {
  const rows = await manager.query<{ instance_id: string }[]>(
    'select instance_id from saga_awaited_outcomes where saga = $1 and outcome_id = $2',
    [saga, outcome],
  );
  return rows[0]?.instance_id ?? null;
}

/** One that is there already stays: whoever adds it at the same time conflicts on the instance's stream. */
export async function addAwaited(
  manager: EntityManager,
  saga: string,
  instance: Uuid,
  outcomes: readonly Uuid[],
): Promise<void> {
  await manager.query(
    `insert into saga_awaited_outcomes (saga, outcome_id, instance_id)
     select $1, outcome, $2 from unnest($3::uuid[]) as outcome on conflict do nothing`,
    [saga, instance, outcomes],
  );
}

export async function removeAwaited(manager: EntityManager, saga: string, outcomes: readonly Uuid[]): Promise<void> {
  await manager.query('delete from saga_awaited_outcomes where saga = $1 and outcome_id = any($2::uuid[])', [
    saga,
    outcomes,
  ]);
}
