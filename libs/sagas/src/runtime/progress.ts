import type { SqlClient } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { ActionRef } from '../engine/turn.js';

export interface ProgressJson {
  readonly step: string;
  readonly round: number;
  readonly index: number;
  readonly value: unknown;
}

/** How far the local executions of one instance have come, as they told last. */
export type Progress = Map<string, unknown>;

type Execution = Pick<ActionRef, 'step' | 'round' | 'index'>;

export function progressKey({ step, round, index }: Execution): string {
  return `${step}/${round}/${index}`;
}

export function toProgress(rows: readonly ProgressJson[]): Progress {
  return new Map(rows.map((row) => [progressKey(row), row.value]));
}

/** Keeps it for callers, and for the next attempt. */
export async function saveProgress(client: SqlClient, id: Uuid, of: Execution, json: string): Promise<void> {
  await client.query(
    `insert into saga_progress (instance_id, step, round, index, value)
     select id, $2, $3, $4, $5::json from saga_instances where id = $1 and ended_at is null
     on conflict (instance_id, step, round, index) do update
        set value = excluded.value, updated_at = clock_timestamp()`,
    [id, of.step, of.round, of.index, json],
    'edda-saga-progress',
  );
}

/** How far the local executions of an instance have come; nothing once it has ended. */
export async function readProgress(client: SqlClient, id: Uuid): Promise<(ProgressJson & { updatedAt: Date })[]> {
  const rows = await client.query<ProgressJson & { updated_at: Date }>(
    'select step, round, index, value, updated_at from saga_progress where instance_id = $1 order by step, round, index',
    [id],
  );
  return rows.map(({ updated_at, ...row }) => ({ ...row, updatedAt: updated_at }));
}
