import type { Broker, SubscriptionStatus } from '@edda/messaging';
import type { Sample } from '../metrics/pulled-gauge.js';

/**
 * The lag of each subscription by topic: as it was seen last, and asked of the broker, one group after the other, where
 * nobody has looked lately.
 */
export async function consumerLag(
  broker: Pick<Broker, 'lag'>,
  statuses: readonly Pick<SubscriptionStatus, 'group' | 'topics' | 'lag'>[],
): Promise<Sample<'group' | 'topic'>[]> {
  const samples: Sample<'group' | 'topic'>[] = [];
  for (const { group, topics, lag } of statuses) {
    const partitions = lag ?? (await broker.lag(group, topics));
    for (const topic of topics) {
      const value = partitions.reduce((sum, each) => sum + (each.topic === topic ? each.lag : 0), 0);
      samples.push({ labels: { group, topic }, value });
    }
  }
  return samples;
}
