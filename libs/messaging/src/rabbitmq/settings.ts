import { EddaError, type Backoff } from '@edda/kernel';
import { Logger } from '@nestjs/common';
import type { BrokerLogger } from '../broker/broker-logger.js';
import type { MessagingMetrics } from '../observability/messaging-metrics.js';

export interface RabbitMQBrokerOptions {
  /**
   * `amqp://user:password@host:port/vhost`, RabbitMQ 3.10 or newer; `amqps://` for TLS. Its parameters `ca`, `cert` and
   * `key` are files in PEM form, `servername` is the name in the server's certificate where it is another.
   */
  url: string;
  logger?: BrokerLogger;
  metrics?: Pick<MessagingMetrics, 'restarted' | 'rebalanced'>;
  /** How often members tell each other that they are alive, in milliseconds. */
  heartbeatMs?: number;
  /** After how much silence a member is no longer counted, and a connection given up, in milliseconds. */
  sessionTimeoutMs?: number;
  /** How long handlers may go on in milliseconds when their partition is wanted elsewhere. */
  handOverMs?: number;
  /** Longest time to connect, in milliseconds. */
  connectTimeoutMs?: number;
  /** Longest time until the broker confirms what was published, in milliseconds. */
  publishTimeoutMs?: number;
  /** Most UTF-8 bytes of key, headers and value together. */
  maxRecordBytes?: number;
  /** Waits between attempts to reach the broker, and between deliveries of records that were rejected. */
  backoff?: Backoff;
}

export type Settings = Readonly<Required<Omit<RabbitMQBrokerOptions, 'metrics'>>> &
  Pick<RabbitMQBrokerOptions, 'metrics'>;

/**
 * Fills in the defaults.
 *
 * @throws EddaError `BROKER.INVALID_OPTIONS` when a number is not positive or the heartbeat too slow for the session
 */
export function settingsFrom(options: RabbitMQBrokerOptions): Settings {
  const settings: Settings = {
    url: options.url,
    logger: options.logger ?? new Logger('RabbitMQBroker'),
    heartbeatMs: options.heartbeatMs ?? 3_000,
    sessionTimeoutMs: options.sessionTimeoutMs ?? 10_000,
    handOverMs: options.handOverMs ?? 30_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 5_000,
    publishTimeoutMs: options.publishTimeoutMs ?? 30_000,
    maxRecordBytes: options.maxRecordBytes ?? 1024 * 1024,
    backoff: options.backoff ?? { initial: 100, factor: 2, max: 5_000, jitter: 0.2 },
    ...(options.metrics && { metrics: options.metrics }),
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
  return new EddaError('invalid', 'BROKER.INVALID_OPTIONS', `RabbitMQ broker: ${message}`);
}
