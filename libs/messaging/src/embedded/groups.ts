import type { PartitionLag } from '../broker/broker.js';
import { groupActive, unknownGroup } from '../broker/broker-errors.js';
import { sqlState } from './database/database-errors.js';
import type { Database } from './database/database.js';
import { GROUP_LAG_SQL } from './sql/group-lag.sql.js';
import { GROUP_TOPICS_SQL } from './sql/group-topics.sql.js';
import { GROUP_ACTIVE_STATE, UNKNOWN_GROUP_STATE } from './sql/move-group.sql.js';

const LAG = { text: GROUP_LAG_SQL };
const TOPICS = { text: GROUP_TOPICS_SQL };
const MOVE = { text: `select broker.move_group($1, $2::text[], $3)` };

interface LagRow {
  topic: string;
  partition: number;
  committed: string;
  end: string;
}

/** Where a group stands in every partition of the topics; from the oldest record kept where it committed nothing yet. */
export async function groupLag(database: Database, group: string, topics: readonly string[]): Promise<PartitionLag[]> {
  const rows = await database.query<LagRow>(LAG, [group, topics]);
  return rows.map((row) => {
    const [committed, end] = [Number(row.committed), Number(row.end)];
    return { ...row, committed, end, lag: end - committed };
  });
}

/** Those of the named topics that a group reads or has read. */
export async function groupTopics(database: Database, group: string, among: readonly string[]): Promise<string[]> {
  const rows = await database.query<{ name: string }>(TOPICS, [group, among]);
  return rows.map((row) => row.name);
}

/**
 * Lets a group without members go on elsewhere in the topics.
 *
 * @throws EddaError `BROKER.GROUP_ACTIVE`, `BROKER.UNKNOWN_GROUP`
 */
export async function moveGroup(
  database: Database,
  group: string,
  topics: readonly string[],
  to: 'earliest' | 'latest',
): Promise<void> {
  try {
    await database.query(MOVE, [group, topics, to]);
  } catch (error) {
    if (sqlState(error) === GROUP_ACTIVE_STATE) throw groupActive(group);
    if (sqlState(error) === UNKNOWN_GROUP_STATE) throw unknownGroup(group);
    throw error;
  }
}
