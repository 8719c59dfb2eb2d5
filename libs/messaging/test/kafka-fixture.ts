import { startThrowAwayKafka, type KafkaInstallation, type ThrowAwayKafka } from '@edda/test-kafka';
import { KafkaBroker, type KafkaBrokerOptions } from '../src/kafka/kafka-broker.js';
import type { BrokerFixture } from '../src/testing/index.js';

/** A Kafka server of its own, with what a test of this driver needs beyond the contract. */
export interface KafkaFixture extends BrokerFixture {
  readonly kafka: ThrowAwayKafka;
  /** A broker with other settings than the short time-outs of the suite. */
  broker(options?: Partial<KafkaBrokerOptions>): Promise<KafkaBroker>;
}

const SHORT_TIMES = {
  heartbeatMs: 100,
  sessionTimeoutMs: 6_000,
  rebalanceTimeoutMs: 6_000,
  fetchWaitMs: 50,
  backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 },
} as const satisfies Partial<KafkaBrokerOptions>;

/** Keeps failures that a test brings about on purpose out of its output. */
export const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };

export async function openKafka(installation: KafkaInstallation | undefined, sasl = false): Promise<KafkaFixture> {
  const kafka = await startThrowAwayKafka(installation, {
    sasl,
    // Members that went without a word hold up a rebalance for a session of theirs.
    settings: { 'log.initial.task.delay.ms': 500, 'log.retention.check.interval.ms': 500 },
  });
  return {
    kafka,
    rebalancing: 'eager',
    sessionTimeoutMs: SHORT_TIMES.sessionTimeoutMs,
    broker: async (options = {}) => new KafkaBroker({ url: kafka.url, logger: QUIET, ...SHORT_TIMES, ...options }),
    restart: () => kafka.server.restart(),
    close: () => kafka.stop(),
  };
}
