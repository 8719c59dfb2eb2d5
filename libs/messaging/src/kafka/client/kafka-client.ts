import { pause } from '@edda/kernel';
import { Kafka, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { Settings } from '../settings.js';
import { setNoIdleTimers } from './idle-request-queue.js';
import { kafkajsLog } from './kafkajs-log.js';
import { Sockets } from './sockets.js';

/** How often a request is tried again before its caller is told: for some seconds. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5 } satisfies RetryOptions;

setNoIdleTimers();

/** How long connections may take to end in order, in milliseconds. */
const DISCONNECT_TIMEOUT = 2_000;

/**
 * A kafkajs client with its connections. Consumers need one each: those of one client share the committed offsets they
 * remember, and would overwrite each other's.
 */
export class KafkaClient {
  readonly kafka: Kafka;
  private readonly sockets = new Sockets();
  private closed = false;

  /**
   * @param name in messages of the log
   * @param retries how often to look for a broker that is away before giving up
   */
  constructor(
    { address, logger, connectTimeoutMs, requestTimeoutMs }: Settings,
    name: string,
    retries: number = RETRY.retries,
  ) {
    const unlessClosed = {
      log: (message: string) => this.closed || logger.log(message),
      warn: (message: string) => this.closed || logger.warn(message),
      error: (message: string) => this.closed || logger.error(message),
    };
    this.kafka = new Kafka({
      brokers: [...address.brokers],
      clientId: address.clientId,
      ...(address.tls && { ssl: address.tls }),
      ...(address.sasl && { sasl: address.sasl as SASLOptions }),
      connectionTimeout: connectTimeoutMs,
      requestTimeout: requestTimeoutMs,
      retry: { ...RETRY, retries },
      socketFactory: this.sockets.factory,
      logLevel: logLevel.WARN,
      logCreator: kafkajsLog(unlessClosed, name),
    });
  }

  /** Ends the connections: in order when that goes fast, at once otherwise. Never rejects. */
  async close(disconnect: () => Promise<unknown>): Promise<void> {
    this.closed = true;
    const waited = new AbortController();
    const orderly = disconnect().catch(() => undefined);
    await Promise.race([orderly, pause(DISCONNECT_TIMEOUT, waited.signal)]);
    waited.abort();
    this.sockets.destroy();
  }
}
