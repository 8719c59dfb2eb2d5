import { EddaError, type Backoff } from '@edda/kernel';
import { Logger } from '@nestjs/common';
import type { BrokerLogger } from '../broker/broker-logger.js';
import { MAX_RECORD_BYTES } from '../broker/check-record.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';
import { parseKafkaUrl, type KafkaAddress } from './kafka-url.js';

export interface KafkaBrokerOptions {
  /** See {@link parseKafkaUrl}. */
  url: string;
  logger?: BrokerLogger;
  metrics?: Pick<MessagingMetrics, 'restarted' | 'rebalanced'>;
  /** How often members say that they are alive, in milliseconds; as long it takes them at most to see a rebalance. */
  heartbeatMs?: number;
  /** After how much silence a member is taken out of its group, in milliseconds. */
  sessionTimeoutMs?: number;
  /** How long a rebalance waits for members to join again, in milliseconds. */
  rebalanceTimeoutMs?: number;
  /**
   * How long the server waits with the answer to a fetch while there are no records, in milliseconds. So long it also takes
   * at most to stop an idle consumer, and to go on with a partition that had to wait for its handler.
   */
  fetchWaitMs?: number;
  /** Most bytes that one consumer holds fetched and not handed over, apart from one fetch that is under way. */
  maxFetchBytes?: number;
  /** Most UTF-8 bytes of key, headers and value together. */
  maxRecordBytes?: number;
  /**
   * About how long the client of a consumer looks for a broker that is away, in milliseconds. Then the consumer gives its
   * partitions up, and starts a new client again and again until the broker is back.
   */
  outageMs?: number;
  connectTimeoutMs?: number;
  /** Longest time for the answer to a request, in milliseconds. */
  requestTimeoutMs?: number;
  /** Waits between attempts of a consumer to reach the broker, and before rejected records come again. */
  backoff?: Backoff;
}

export type Settings = Readonly<Required<Omit<KafkaBrokerOptions, 'url'>>> & { readonly address: KafkaAddress };

const MIB = 1024 * 1024;

/**
 * Fills in the defaults.
 *
 * @throws EddaError `BROKER.INVALID_URL`, `BROKER.INVALID_OPTIONS`
 */
export function settingsFrom(options: KafkaBrokerOptions): Settings {
  const settings: Settings = {
    address: parseKafkaUrl(options.url),
    logger: options.logger ?? new Logger('KafkaBroker'),
    metrics: options.metrics ?? NO_METRICS,
    heartbeatMs: options.heartbeatMs ?? 1_000,
    sessionTimeoutMs: options.sessionTimeoutMs ?? 10_000,
    rebalanceTimeoutMs: options.rebalanceTimeoutMs ?? 30_000,
    fetchWaitMs: options.fetchWaitMs ?? 250,
    maxFetchBytes: options.maxFetchBytes ?? 8 * MIB,
    maxRecordBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
    outageMs: options.outageMs ?? 10_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    requestTimeoutMs: options.requestTimeoutMs ?? 15_000,
    backoff: options.backoff ?? { initial: 100, factor: 2, max: 5_000, jitter: 0.2 },
  };
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'number' && !(Number.isInteger(value) && value > 0)) {
      throw invalid(`${name} is ${value}: give a positive whole number.`);
    }
  }
  if (settings.sessionTimeoutMs < 2 * (settings.heartbeatMs + settings.fetchWaitMs)) {
    throw invalid(
      `sessionTimeoutMs (${settings.sessionTimeoutMs}) must be at least twice heartbeatMs (${settings.heartbeatMs}) and ` +
        `fetchWaitMs (${settings.fetchWaitMs}) together: otherwise one late heartbeat costs a member its place.`,
    );
  }
  return settings;
}

function invalid(message: string): EddaError {
  return new EddaError('invalid', 'BROKER.INVALID_OPTIONS', `Kafka: ${message}`);
}
