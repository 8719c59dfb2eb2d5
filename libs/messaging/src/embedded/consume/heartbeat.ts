import type { Query } from '../database/control-connection.js';
import type { GroupConsumer } from './group-consumer.js';
import { HEARTBEAT_SQL } from '../sql/heartbeat.sql.js';

const HEARTBEAT = { name: 'edda-broker-heartbeat', text: HEARTBEAT_SQL };
const EXPIRE = { text: `select broker.expire_members($1)` };

interface HeartbeatRow {
  member_id: string;
  group_name: string;
  generation: string;
  others_stale: boolean;
}

/** Says for all consumers with one statement that they are alive, and expires the silent members of their groups. */
export async function beat(query: Query, consumers: Iterable<GroupConsumer>): Promise<void> {
  const members = new Map<string, GroupConsumer>();
  for (const consumer of consumers) {
    const id = consumer.session.heartbeatId;
    if (id) members.set(id, consumer);
    else void consumer.session.sync();
  }
  if (members.size === 0) return;

  const sentAt = performance.now();
  const rows = await query<HeartbeatRow>(HEARTBEAT, [[...members.keys()]]);
  const answers = new Map(rows.map((row) => [row.member_id, row]));
  for (const [id, consumer] of members) {
    const answer = answers.get(id);
    if (answer) consumer.session.heard(id, Number(answer.generation), sentAt);
    else consumer.session.refused(id);
  }
  for (const group of new Set(rows.filter((row) => row.others_stale).map((row) => row.group_name))) {
    await query(EXPIRE, [group]);
  }
}
