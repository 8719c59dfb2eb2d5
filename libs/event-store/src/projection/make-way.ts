import type { DataSource } from 'typeorm';
import { poolClient } from '../sql-client.js';
import { underNameLock } from './name-lock.js';
import { leaveInline, lockVersions } from './projection-row.js';
import type { ProjectionId } from './projection-id.js';
import type { Projection } from './projection.js';

/** How long a projection stays out of the appends, once a process that does not know it was refused. */
const OUTSIDERS_FOR = '1 minute';

/**
 * Lets projections that this process knows nothing of be fed from the log, so that they do not miss what it writes. Those
 * who know them make them inline again after a while; the next append of an outsider is refused then, and comes here.
 */
export async function makeWay(
  dataSource: DataSource,
  known: readonly Projection[],
  written: readonly string[],
): Promise<void> {
  const rows = await poolClient(dataSource).query<ProjectionId>(
    `select name, version from projections where status = 'inline' and types && $1 order by name`,
    [written],
  );
  const foreign = rows.filter(({ name }) => !known.some((projection) => projection.name === name));
  for (const { name } of foreign) {
    await underNameLock(dataSource, name, async (manager) => {
      const inline = (await lockVersions(manager, name)).filter(({ status }) => status === 'inline');
      for (const row of inline) await leaveInline(manager, row);
      await manager.query(
        `update projections set outsiders_until = clock_timestamp() + $2::interval where name = $1 and status <> 'retired'`,
        [name, OUTSIDERS_FOR],
      );
    });
  }
}
