import type { OutgoingRecord } from '../../broker/broker.js';
import { unknownTopic } from '../../broker/broker-errors.js';
import type { Announcer } from './announcer.js';
import { chunkRecords } from './chunk-records.js';
import { sqlState } from '../database/database-errors.js';
import type { Database } from '../database/database.js';
import { partitionOf } from '../../broker/partitioner.js';
import { UNKNOWN_PARTITION_STATE } from '../sql/publish-records.sql.js';
import { storedRecord, type StoredRecord } from './stored-record.js';
import type { TopicDirectory } from '../topic-directory.js';

const PUBLISH = {
  name: 'edda-broker-publish',
  text: `select broker.publish_records($1::text[], $2::int[], $3::text[], $4::text[], $5::text[])`,
};

/** Stores records and announces their topics. */
export class Publisher {
  constructor(
    private readonly database: Database,
    private readonly topics: TopicDirectory,
    private readonly announcer: Announcer,
    private readonly maxRecordBytes: number,
  ) {}

  /** See `Broker.publish`. Many records go in several transactions, one after the other. */
  async publish(records: readonly OutgoingRecord[]): Promise<void> {
    const stored = records.map((record) => storedRecord(record, this.maxRecordBytes));
    const counts = await this.topics.partitionsOf(new Set(records.map((record) => record.topic)));
    for (const chunk of chunkRecords(stored)) {
      await this.store(chunk, counts);
      this.announcer.announce(chunk.map((record) => record.topic));
    }
  }

  private async store(records: readonly StoredRecord[], counts: ReadonlyMap<string, number>): Promise<void> {
    try {
      await this.database.query(PUBLISH, [
        records.map((record) => record.topic),
        records.map((record) => partitionOf(record.key, counts.get(record.topic) ?? 1)),
        records.map((record) => record.key),
        records.map((record) => record.headers),
        records.map((record) => record.value),
      ]);
    } catch (error) {
      if (sqlState(error) !== UNKNOWN_PARTITION_STATE) throw error;
      // What was known of the topics does not hold: the broker's data are others than before.
      this.topics.forget();
      throw unknownTopic([...new Set(records.map((record) => record.topic))].join('", "'));
    }
  }
}
