import type { Query } from '../database/control-connection.js';
import type { GroupConsumer } from './group-consumer.js';
import { WRITTEN_RECORDS_SQL } from '../sql/written-records.sql.js';

const WRITTEN = { name: 'edda-broker-written', text: WRITTEN_RECORDS_SQL };

/** Finds records whose announcement was lost: with one statement for all consumers, at every heartbeat. */
export class RecordPoll {
  /** How many records each topic had ever taken when last seen. */
  private readonly written = new Map<string, string>();

  async look(query: Query, consumers: ReadonlySet<GroupConsumer>): Promise<void> {
    const topics = new Set([...consumers].flatMap((consumer) => consumer.topics));
    if (topics.size === 0) return;
    const rows = await query<{ topic: string; written: string }>(WRITTEN, [[...topics]]);
    const changed = rows.filter((row) => this.written.get(row.topic) !== row.written);
    for (const row of changed) this.written.set(row.topic, row.written);
    for (const consumer of consumers) {
      consumer.checked();
      if (changed.length > 0) consumer.wake(changed.map((row) => row.topic));
    }
  }
}
