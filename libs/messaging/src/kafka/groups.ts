import { EddaError } from '@edda/kernel';
import type { Admin, Cluster } from 'kafkajs';
import type { PartitionLag } from '../broker/broker.js';
import { groupActive, unknownGroup } from '../broker/broker-errors.js';
import type { AdminClient } from './client/admin-client.js';
import { KafkaClient } from './client/kafka-client.js';
import { protocolError, translateError } from './client/kafka-errors.js';
import { assignerThatSees } from './consume/sticky-assigner.js';
import type { Settings } from './settings.js';
import type { TopicDirectory } from './topic-directory.js';

/** Where a group stands in a partition. */
export interface GroupPosition {
  readonly topic: string;
  readonly partition: number;
  /** The offset of the record it reads next, null while it has committed none. */
  readonly committed: number | null;
  /** Of the oldest record kept. */
  readonly start: number;
  /** The offset the next record will get. */
  readonly end: number;
}

/** The groups of a cluster and their offsets, from outside. */
export class KafkaGroups {
  constructor(
    private readonly admin: AdminClient,
    private readonly directory: TopicDirectory,
    private readonly settings: Settings,
  ) {}

  /** Where a group stands in every partition of the topics. */
  async positions(group: string, topics: readonly string[]): Promise<GroupPosition[]> {
    await this.directory.partitionsOf(topics);
    const unique = [...new Set(topics)];
    return this.admin.use(async (admin) => {
      const committed = await committedOffsets(admin, group, unique);
      const ranges = await Promise.all(unique.map((topic) => admin.fetchTopicOffsets(topic)));
      return unique.flatMap((topic, index) =>
        (ranges[index] ?? [])
          .map(({ partition, low, high }) => ({
            topic,
            partition,
            committed: committed.get(`${topic}/${partition}`) ?? null,
            start: Number(low),
            end: Number(high),
          }))
          .sort((a, b) => a.partition - b.partition),
      );
    });
  }

  /** See `Broker.lag`. */
  async lag(group: string, topics: readonly string[]): Promise<PartitionLag[]> {
    const positions = await this.positions(group, topics);
    return positions.map(({ topic, partition, committed, start, end }) => {
      const next = committed ?? start;
      return { topic, partition, committed: next, end, lag: Math.max(0, end - next) };
    });
  }

  /** See `Broker.groupTopics`. */
  async topicsOf(group: string, among: readonly string[]): Promise<string[]> {
    const existing = (await this.directory.existing(among)).map(({ name }) => name);
    if (existing.length === 0) return [];
    const committed = await this.admin.use((admin) => committedOffsets(admin, group, existing));
    const read = new Set([...committed.keys()].map((key) => key.slice(0, key.lastIndexOf('/'))));
    return among.filter((topic) => read.has(topic));
  }

  /** See `Broker.moveGroup`. */
  async move(group: string, topics: readonly string[], to: 'earliest' | 'latest'): Promise<void> {
    const positions = await this.positions(group, topics);
    const state = await this.admin.use(async (admin) => (await admin.describeGroups([group])).groups[0]?.state);
    if (state !== 'Empty' && state !== 'Dead') throw groupActive(group);
    if (positions.every(({ committed }) => committed === null)) throw unknownGroup(group);
    const offsets = positions.map((one) => ({ ...one, offset: to === 'earliest' ? one.start : one.end }));
    await this.commitFromOutside(group, offsets);
  }

  /** Forgets a group without members; nothing happens when there is none, or it has some. */
  async forget(group: string): Promise<void> {
    await this.admin.use((admin) => admin.deleteGroups([group])).catch(() => undefined);
  }

  /** As no member, which the coordinator allows while the group has none. kafkajs itself would join and take seconds. */
  private async commitFromOutside(
    group: string,
    offsets: readonly { topic: string; partition: number; offset: number }[],
  ): Promise<void> {
    const client = new KafkaClient(this.settings, `Group "${group}"`);
    let cluster: Cluster | undefined;
    const consumer = client.kafka.consumer({
      groupId: group,
      partitionAssigners: [assignerThatSees((seen) => (cluster = seen))],
    });
    try {
      await consumer.connect();
      if (!cluster) throw new Error('The client did not show its cluster.');
      const coordinator = await cluster.findGroupCoordinator({ groupId: group });
      await coordinator.offsetCommit({
        groupId: group,
        groupGenerationId: -1,
        memberId: '',
        topics: byTopic(offsets),
      });
    } catch (error) {
      if (error instanceof EddaError) throw error;
      if (protocolError(error) === 'UNKNOWN_MEMBER_ID') throw groupActive(group);
      throw translateError(error, this.settings.address.place);
    } finally {
      await client.close(() => consumer.disconnect());
    }
  }
}

/** Offsets in the form that kafkajs takes. */
export function byTopic(
  offsets: readonly { topic: string; partition: number; offset: number }[],
): { topic: string; partitions: { partition: number; offset: string }[] }[] {
  const topics = new Map<string, { partition: number; offset: string }[]>();
  for (const { topic, partition, offset } of offsets) {
    const partitions = topics.get(topic) ?? [];
    partitions.push({ partition, offset: String(offset) });
    topics.set(topic, partitions);
  }
  return [...topics].map(([topic, partitions]) => ({ topic, partitions }));
}

async function committedOffsets(
  admin: Admin,
  group: string,
  topics: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const answer = await admin.fetchOffsets({ groupId: group, topics: [...topics] });
  return new Map(
    answer.flatMap(({ topic, partitions }) =>
      partitions
        .filter(({ offset }) => Number(offset) >= 0)
        .map(({ partition, offset }) => [`${topic}/${partition}`, Number(offset)] as const),
    ),
  );
}
