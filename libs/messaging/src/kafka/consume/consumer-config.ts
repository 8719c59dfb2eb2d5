import type { ConsumerConfig, PartitionAssigner } from 'kafkajs';
import type { Settings } from '../settings.js';

const MAX_PARTITION_FETCH = 1024 * 1024;

/** A kafkajs consumer that ends when it crashes: who started it starts another one. */
export function consumerConfig(groupId: string, settings: Settings, assigner: PartitionAssigner): ConsumerConfig {
  return {
    groupId,
    partitionAssigners: [assigner],
    sessionTimeout: settings.sessionTimeoutMs,
    rebalanceTimeout: settings.rebalanceTimeoutMs,
    heartbeatInterval: settings.heartbeatMs,
    maxWaitTimeInMs: settings.fetchWaitMs,
    maxBytesPerPartition: Math.min(settings.maxFetchBytes, MAX_PARTITION_FETCH),
    maxBytes: settings.maxFetchBytes,
    allowAutoTopicCreation: false,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false },
  };
}
