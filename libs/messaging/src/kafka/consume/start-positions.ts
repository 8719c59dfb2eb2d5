import { backoffDelay, pause, type Backoff } from '@edda/kernel';
import type { TopicPartition } from '../../broker/broker.js';
import type { BrokerLogger } from '../../broker/broker-logger.js';
import type { GroupPosition, KafkaGroups } from '../groups.js';

export interface StartPositionsOptions {
  readonly groups: Pick<KafkaGroups, 'positions'>;
  readonly group: string;
  readonly backoff: Backoff;
  readonly logger: BrokerLogger;
  /** Whether the answer is still of use. */
  readonly isWanted: () => boolean;
  readonly signal: AbortSignal;
}

/** Where a group stands in partitions, asked however often it takes; nothing when it is of no use any more. */
export async function startPositions(
  partitions: readonly TopicPartition[],
  { groups, group, backoff, logger, isWanted, signal }: StartPositionsOptions,
): Promise<GroupPosition[]> {
  if (partitions.length === 0) return [];
  const names = new Set(partitions.map(nameOf));
  for (let attempt = 1; isWanted(); attempt++) {
    try {
      const all = await groups.positions(group, [...new Set(partitions.map(({ topic }) => topic))]);
      return all.filter((one) => names.has(nameOf(one)));
    } catch (error) {
      if (attempt === 1) logger.warn(`Group "${group}" does not know yet where it goes on: ${String(error)}`);
      await pause(backoffDelay(attempt, backoff), signal);
    }
  }
  return [];
}

/** Whether the record that the group should read next no longer exists, or never did. */
export function isOutOfRange({ committed, start, end }: GroupPosition): boolean {
  return committed !== null && (committed < start || committed > end);
}

function nameOf({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}
