import { EddaError, type Backoff } from '@edda/kernel';
import { Logger } from '@nestjs/common';
import type { BrokerLogger } from '../broker/broker-logger.js';
import { MAX_RECORD_BYTES } from '../broker/check-record.js';
import { NO_METRICS, type MessagingMetrics } from '../observability/messaging-metrics.js';

export interface EmbeddedBrokerOptions {
  /** `postgres://user:password@host:port/database`: a database of the broker's own, PostgreSQL 15 or newer. */
  url: string;
  logger?: BrokerLogger;
  metrics?: Pick<MessagingMetrics, 'rebalanced'>;
  /**
   * A name for this process that it keeps across restarts and shares with no other running process. When it comes back
   * after a crash it takes its old place in its groups at once, instead of waiting for the session time-out.
   */
  instance?: string;
  /** Connections for everything but heartbeats and announcements, which have one of their own. Unused ones are closed. */
  poolSize?: number;
  /** How often members say that they are alive, in milliseconds. */
  heartbeatMs?: number;
  /** After how much silence a member is taken out of its group, in milliseconds by the database's clock. */
  sessionTimeoutMs?: number;
  /** How long a handler may go on in milliseconds when its partition is wanted elsewhere. */
  handOverMs?: number;
  /** Longest time for a statement, in milliseconds. */
  statementTimeoutMs?: number;
  /** Longest time to get a connection, in milliseconds. */
  connectTimeoutMs?: number;
  /**
   * Most bytes that lie fetched and not taken over by the handlers, over all partitions of a consumer, each of which may
   * give one record more.
   */
  maxFetchBytes?: number;
  /** Most UTF-8 bytes of key, headers and value together. */
  maxRecordBytes?: number;
  /** How often to look for expired records, in milliseconds. The first look is as long after the first use. */
  retentionCheckMs?: number;
  /** Waits between attempts to reach the broker, and between deliveries of records that were rejected. */
  backoff?: Backoff;
}

export type Settings = Readonly<Required<Omit<EmbeddedBrokerOptions, 'instance'>> & { instance: string | null }>;

const MINUTE = 60_000;
const MIB = 1024 * 1024;

/**
 * Fills in the defaults.
 *
 * @throws EddaError `BROKER.INVALID_OPTIONS` when a number is not positive or the heartbeat too slow for the session
 */
export function settingsFrom(options: EmbeddedBrokerOptions): Settings {
  const settings: Settings = {
    url: options.url,
    logger: options.logger ?? new Logger('EmbeddedBroker'),
    metrics: options.metrics ?? NO_METRICS,
    instance: options.instance ?? null,
    poolSize: options.poolSize ?? 4,
    heartbeatMs: options.heartbeatMs ?? 3_000,
    sessionTimeoutMs: options.sessionTimeoutMs ?? 10_000,
    handOverMs: options.handOverMs ?? 30_000,
    statementTimeoutMs: options.statementTimeoutMs ?? 10_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    maxFetchBytes: options.maxFetchBytes ?? 8 * MIB,
    maxRecordBytes: options.maxRecordBytes ?? MAX_RECORD_BYTES,
    retentionCheckMs: options.retentionCheckMs ?? 5 * MINUTE,
    backoff: options.backoff ?? { initial: 100, factor: 2, max: 5_000, jitter: 0.2 },
  };
  for (const [name, value] of Object.entries(settings)) {
    if (typeof value === 'number' && !(Number.isInteger(value) && value > 0)) {
      throw invalid(`${name} is ${value}: give a positive whole number.`);
    }
  }
  if (settings.sessionTimeoutMs < 2 * settings.heartbeatMs) {
    throw invalid(
      `sessionTimeoutMs (${settings.sessionTimeoutMs}) must be at least twice heartbeatMs (${settings.heartbeatMs}): ` +
        'otherwise one late heartbeat costs a member its place.',
    );
  }
  return settings;
}

function invalid(message: string): EddaError {
  return new EddaError('invalid', 'BROKER.INVALID_OPTIONS', `Embedded broker: ${message}`);
}
