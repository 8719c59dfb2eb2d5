import { AssignerProtocol, type Cluster, type PartitionAssigner } from 'kafkajs';
import type { TopicPartition } from '../../broker/broker.js';
import { sharePartitions, type SharingMember } from './share-partitions.js';

const NAME = 'edda-sticky';
const VERSION = 1;

export interface StickyOptions {
  /** What this member holds; it is told to the one who shares. */
  readonly held: () => readonly TopicPartition[];
  /** Called whenever this member asks to join. */
  readonly onJoin: () => void;
}

/**
 * How a group shares its partitions: evenly among those who read the topic, and so that as few as possible change hands.
 * The one of kafkajs gives topics to members that do not read them, and moves everything at every change.
 */
export function stickyAssigner({ held, onJoin }: StickyOptions): PartitionAssigner {
  return ({ cluster }) => ({
    name: NAME,
    version: VERSION,
    protocol: ({ topics }) => {
      onJoin();
      const userData = Buffer.from(JSON.stringify(held().map(({ topic, partition }) => `${topic}/${partition}`)));
      return { name: NAME, metadata: AssignerProtocol.MemberMetadata.encode({ version: VERSION, topics, userData }) };
    },
    assign: async ({ members }) => {
      const sharing = members.map(({ memberId, memberMetadata }) => sharingMember(memberId, memberMetadata));
      const topics = [...new Set(sharing.flatMap((member) => [...member.topics]))].sort();
      // Others may read topics that this member, which shares for all, does not.
      await cluster.addMultipleTargetTopics(topics);
      const partitions = topics.flatMap((topic) =>
        cluster
          .findTopicPartitionMetadata(topic)
          .map(({ partitionId }) => ({ topic, partition: partitionId }))
          .sort((a, b) => a.partition - b.partition),
      );
      return [...sharePartitions(sharing, partitions)].map(([memberId, share]) => ({
        memberId,
        memberAssignment: AssignerProtocol.MemberAssignment.encode({
          version: VERSION,
          assignment: asAssignment(share),
          userData: Buffer.alloc(0),
        }),
      }));
    },
  });
}

/** An assigner that only shows the cluster of its client. */
export function assignerThatSees(see: (cluster: Cluster) => void): PartitionAssigner {
  return (config) => {
    see(config.cluster);
    return stickyAssigner({ held: () => [], onJoin: () => undefined })(config);
  };
}

function sharingMember(id: string, metadata: Buffer): SharingMember {
  const { topics = [], userData } = AssignerProtocol.MemberMetadata.decode(metadata) ?? {};
  return { id, topics: new Set(topics), held: new Set(heldIn(userData)) };
}

function heldIn(userData: Buffer | null | undefined): string[] {
  try {
    const held: unknown = JSON.parse(String(userData ?? '[]'));
    return Array.isArray(held) ? held.filter((name) => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

function asAssignment(share: readonly TopicPartition[]): Record<string, number[]> {
  const assignment: Record<string, number[]> = {};
  for (const { topic, partition } of share) (assignment[topic] ??= []).push(partition);
  return assignment;
}
