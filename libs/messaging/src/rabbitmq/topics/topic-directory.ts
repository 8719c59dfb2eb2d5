import type { Topic } from '@edda/event-schemas';
import { brokerUnavailable, unknownTopic } from '../../broker/broker-errors.js';
import type { Connection } from '../connection/connection.js';
import { partitionsQueue, topicExchange } from '../names.js';

/** What the server knows of a topic. */
export type KnownTopic = Pick<Topic, 'name' | 'kind' | 'partitions'>;

/** The topics that this process has asked about; they never change. */
export class TopicDirectory {
  private readonly known = new Map<string, KnownTopic>();

  constructor(private readonly connection: Connection) {}

  /** @throws EddaError `BROKER.UNKNOWN_TOPIC`, `BROKER.UNAVAILABLE` */
  async topics(names: Iterable<string>): Promise<ReadonlyMap<string, KnownTopic>> {
    const found = new Map<string, KnownTopic>();
    for (const name of names) {
      const topic = await this.find(name);
      if (!topic) throw unknownTopic(name);
      found.set(name, topic);
    }
    return found;
  }

  /** @returns null when there is no such topic */
  async find(name: string): Promise<KnownTopic | null> {
    const known = this.known.get(name) ?? (await this.read(name));
    if (known) this.known.set(name, known);
    return known;
  }

  /** What was known of a topic does not hold: the server's data are others than before. */
  forget(name: string): void {
    this.known.delete(name);
  }

  private async read(name: string): Promise<KnownTopic | null> {
    // The exchange is created last: where it is, the number of partitions is complete.
    if ((await this.connection.look((channel) => channel.checkExchange(topicExchange(name)))) === null) return null;
    for (const kind of ['topic', 'queue'] as const) {
      const queue = await this.connection.look((channel) => channel.checkQueue(partitionsQueue(name, kind)));
      if (!queue) continue;
      if (queue.messageCount > 0) return { name, kind, partitions: queue.messageCount };
      throw brokerUnavailable(this.connection.place, `it cannot say now how many partitions topic "${name}" has`);
    }
    return null;
  }
}
