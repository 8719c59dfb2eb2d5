import type { TopicPartition } from '../../broker/broker.js';

/** A partition that a member holds, with what fences its commits. */
export interface HeldPartition extends TopicPartition {
  readonly topicId: number;
  readonly memberId: string;
  /** The group's generation in which the member took it. */
  readonly generation: number;
  /** The offset of the next record to read. */
  readonly committed: number;
}

/** What a member of a group holds and should hold. */
export interface Claim {
  /** The group's generation now. */
  readonly generation: number;
  /** Held by right. */
  readonly kept: readonly HeldPartition[];
  /** Held, but another member should have them. */
  readonly surplus: readonly HeldPartition[];
  /** Whether some are still held by others. */
  readonly waiting: boolean;
}

/** A key for maps. */
export function partitionKey({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
