import type { TopicPartition } from '../../broker/broker.js';

/** A member of a group as the others know it. */
export interface Member {
  readonly id: string;
  /** The topics it reads, with their partitions. */
  readonly topics: Readonly<Record<string, number>>;
}

/**
 * Which partitions a member should hold: those of all topics of the group in order, dealt out in turn to the members that
 * read the topic. It follows from the members alone, so everybody comes to the same answer.
 */
export function wantedPartitions(members: readonly Member[], id: string): TopicPartition[] {
  const partitions = new Map<string, number>();
  for (const { topics } of members) for (const [topic, count] of Object.entries(topics)) partitions.set(topic, count);
  const wanted: TopicPartition[] = [];
  let place = 0;
  for (const topic of [...partitions.keys()].sort()) {
    const seats = members
      .filter(({ topics }) => topic in topics)
      .map((member) => member.id)
      .sort();
    for (let partition = 0; partition < (partitions.get(topic) ?? 0); partition++) {
      if (seats[place++ % seats.length] === id) wanted.push({ topic, partition });
    }
  }
  return wanted;
}
