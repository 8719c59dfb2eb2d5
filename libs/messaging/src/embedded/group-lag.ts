import type { PartitionLag } from '../broker/broker.js';
import type { Database } from './database/database.js';
import { GROUP_LAG_SQL } from './sql/group-lag.sql.js';

const LAG = { text: GROUP_LAG_SQL };

interface LagRow {
  topic: string;
  partition: number;
  committed: string;
  end: string;
}

/** Where a group stands in every partition of the topics; from the oldest record kept where it committed nothing yet. */
export async function groupLag(database: Database, group: string, topics: readonly string[]): Promise<PartitionLag[]> {
  const rows = await database.query<LagRow>(LAG, [group, topics]);
  return rows.map((row) => ({ ...row, committed: Number(row.committed), end: Number(row.end) }));
}
