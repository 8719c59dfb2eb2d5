import { unknownTopic } from '../broker/broker-errors.js';
import type { Database } from './database/database.js';

const ALL_TOPICS = {
  name: 'edda-broker-topics',
  text: `select t.name, t.partition_count from broker.topics t`,
};

/** Knows how many partitions each topic has. Topics come but neither change nor go, so what was read once stays true. */
export class TopicDirectory {
  private readonly partitionCounts = new Map<string, number>();

  constructor(private readonly database: Database) {}

  /**
   * The number of partitions of each of the topics.
   *
   * @throws EddaError `BROKER.UNKNOWN_TOPIC`
   */
  async partitionsOf(topics: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const wanted = [...topics];
    if (wanted.some((topic) => !this.partitionCounts.has(topic))) await this.load();
    for (const topic of wanted) {
      if (!this.partitionCounts.has(topic)) throw unknownTopic(topic);
    }
    return this.partitionCounts;
  }

  /** Forgets what was read: the broker's data turned out to be another than before. */
  forget(): void {
    this.partitionCounts.clear();
  }

  private async load(): Promise<void> {
    const rows = await this.database.query<{ name: string; partition_count: number }>(ALL_TOPICS);
    for (const row of rows) this.partitionCounts.set(row.name, row.partition_count);
  }
}
