import type { SqlClient } from '../sql-client.js';
import { headOfLog, placeCheckpoint } from './checkpoints.js';
import { subscriptionOf, type ProjectionId } from './projection-id.js';
import type { ProjectionMode } from './projection.js';

/**
 * How a version is kept: in the transaction of the append, or by its subscription; `catching-up` is an inline one that
 * its subscription feeds for the time being, `retired` one that nobody feeds because its last process has left.
 */
export type ProjectionStatus = 'inline' | 'catching-up' | 'async' | 'retired';

/** A version of a projection as the database knows it. */
export interface ProjectionRow extends ProjectionId {
  mode: ProjectionMode;
  status: ProjectionStatus;
  /** What it follows in any of its processes. */
  types: string[];
  /** The end of the log when it was registered: what lies before it is a rebuild for it. */
  replayUntil: number;
}

const COLUMNS = 'name, version, mode, status, types, replay_until as "replayUntil"';

/** All versions of one name, locked until the end of the transaction. */
export async function lockVersions(client: SqlClient, name: string): Promise<ProjectionRow[]> {
  const rows = await client.query<ProjectionRow>(
    `select ${COLUMNS} from projections where name = $1 order by version for update`,
    [name],
  );
  return rows.map((row) => ({ ...row, replayUntil: Number(row.replayUntil) }));
}

export async function setStatus(client: SqlClient, id: ProjectionId, status: ProjectionStatus): Promise<void> {
  await client.query('update projections set status = $3, changed_at = now() where name = $1 and version = $2', [
    id.name,
    id.version,
    status,
  ]);
}

/** The versions of a name that have a live process. */
export async function liveVersions(client: SqlClient, name: string): Promise<Set<number>> {
  const rows = await client.query<{ version: number }>(
    'select distinct version from projection_processes where name = $1 and seen_until > clock_timestamp()',
    [name],
  );
  return new Set(rows.map(({ version }) => version));
}

/** Retires those versions that have no live process. */
export async function retire(
  client: SqlClient,
  versions: readonly ProjectionRow[],
  live: ReadonlySet<number>,
): Promise<void> {
  for (const row of versions) {
    if (row.status === 'retired' || live.has(row.version)) continue;
    if (row.status === 'inline') await leaveInline(client, row);
    await setStatus(client, row, 'retired');
  }
}

/** From here on its subscription feeds it: under the lock of the name, what was appended so far is in it. */
export async function leaveInline(client: SqlClient, id: ProjectionId): Promise<void> {
  await placeCheckpoint(client, subscriptionOf(id), await headOfLog(client));
  await setStatus(client, id, 'catching-up');
}
