import type { SqlClient } from '../sql-client.js';
import type { ProjectionId } from './projection-id.js';

/** What says that a process lives: until when it was last seen, by the clock of the database. */
export interface ProcessLease {
  processId: string;
  milliseconds: number;
}

export async function beSeen(
  client: SqlClient,
  projections: readonly ProjectionId[],
  { processId, milliseconds }: ProcessLease,
): Promise<void> {
  await client.query(
    `insert into projection_processes (name, version, process_id, seen_until)
     select own.name, own.version, $3, clock_timestamp() + $4 * interval '1 millisecond'
       from unnest($1::text[], $2::int[]) as own (name, version)
      order by own.name, own.version
     on conflict (name, version, process_id) do update set seen_until = excluded.seen_until`,
    [projections.map(({ name }) => name), projections.map(({ version }) => version), processId, milliseconds],
  );
}

/** The process ends: who waits for the last one of a version need not wait for its lease. */
export async function leave(client: SqlClient, { processId }: ProcessLease): Promise<void> {
  await client.query('delete from projection_processes where process_id = $1', [processId]);
}
