import { pause } from '@edda/kernel';
import type { ITopicMetadata } from 'kafkajs';
import { unknownTopic } from '../broker/broker-errors.js';
import type { AdminClient } from './client/admin-client.js';

/** A topic that was just created is not known to every broker at once. */
const SECOND_LOOK = 150;

/** Knows how many partitions each topic has, which stays true while the topic exists. */
export class TopicDirectory {
  private readonly partitionCounts = new Map<string, number>();

  constructor(private readonly admin: AdminClient) {}

  /**
   * The number of partitions of each of the topics.
   *
   * @throws EddaError `BROKER.UNKNOWN_TOPIC`, `BROKER.UNAVAILABLE`
   */
  async partitionsOf(topics: Iterable<string>): Promise<ReadonlyMap<string, number>> {
    const wanted = [...topics];
    const missing = (): string[] => wanted.filter((topic) => !this.partitionCounts.has(topic));
    if (missing().length > 0) await this.load(missing());
    if (missing().length > 0) {
      await pause(SECOND_LOOK);
      await this.load(missing());
    }
    const [unknown] = missing();
    if (unknown !== undefined) throw unknownTopic(unknown);
    return this.partitionCounts;
  }

  /** Those of the topics that exist, looked up anew. */
  async existing(topics: readonly string[]): Promise<ITopicMetadata[]> {
    return this.admin.use(async (admin) => {
      // To ask for a topic that does not exist fails for all of them.
      const names = new Set(await admin.listTopics());
      const found = topics.filter((topic) => names.has(topic));
      return found.length === 0 ? [] : (await admin.fetchTopicMetadata({ topics: found })).topics;
    });
  }

  /** Forgets what was read of the topics: they turned out not to be there. */
  forget(topics: Iterable<string>): void {
    for (const topic of topics) this.partitionCounts.delete(topic);
  }

  private async load(topics: readonly string[]): Promise<void> {
    for (const { name, partitions } of await this.existing(topics)) this.partitionCounts.set(name, partitions.length);
  }
}
