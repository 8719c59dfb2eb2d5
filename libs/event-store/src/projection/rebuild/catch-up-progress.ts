import { pause } from '@edda/kernel';
import type { SqlClient } from '../../sql-client.js';
import { idOf, subscriptionOf } from '../projection-id.js';
import type { ProjectionStatus } from '../projection-row.js';
import type { Projection } from '../projection.js';
import { ProgressMeter, type RebuildProgress } from './rebuild-progress.js';

export interface ProgressOptions {
  /** How often to look, in milliseconds; 1,000 unless given. */
  everyMs?: number;
  /** Ends the iteration by throwing the signal's reason. */
  signal?: AbortSignal;
}

interface Counts {
  status: ProjectionStatus;
  handled: string;
  rest: string;
}

/** How a version catches up with the log; ends when it has handled what is there, or is inline. */
export async function* catchUpProgress(
  client: SqlClient,
  projection: Projection,
  { everyMs = 1000, signal }: ProgressOptions,
): AsyncGenerator<RebuildProgress, void> {
  const meter = new ProgressMeter(idOf(projection));
  for (;;) {
    signal?.throwIfAborted();
    const { status, handled, rest } = await count(client, projection);
    const behind = status === 'inline' ? 0 : Number(rest);
    yield meter.at(Number(handled), Number(handled) + behind);
    if (behind === 0) return;
    await pause(everyMs, signal);
  }
}

async function count(client: SqlClient, projection: Projection): Promise<Counts> {
  const rows = await client.query<Counts>(
    `select p.status, count(e.position) filter (where e.position <= c.position) as handled,
            count(e.position) filter (where e.position > c.position) as rest
       from projections p
      cross join lateral (
        select coalesce(min(k.position), 0) as position from checkpoints k where k.name = $3) as c
       left join events e on e.type = any($4)
      where p.name = $1 and p.version = $2
      group by p.status`,
    [projection.name, projection.version, subscriptionOf(projection), projection.types],
  );
  return rows[0] ?? { status: 'catching-up', handled: '0', rest: '0' };
}
