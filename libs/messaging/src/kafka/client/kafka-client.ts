import { pause } from '@edda/kernel';
import { Kafka, logLevel, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { Settings } from '../settings.js';
import { setNoIdleTimers } from './idle-request-queue.js';
import { kafkajsLog } from './kafkajs-log.js';
import { Sockets } from './sockets.js';

const LONGEST_WAIT = 1_000;
const OUTAGE = 2_500;

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
   * @param outageMs about how long to look for a broker that is away before a caller is told
   */
  constructor({ address, logger, connectTimeoutMs, requestTimeoutMs }: Settings, name: string, outageMs = OUTAGE) {
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
      retry: retryFor(outageMs),
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

/** The waits double up to the longest one; the first four are a second and a half together. */
function retryFor(outageMs: number): RetryOptions {
  const retries = 4 + Math.max(0, Math.ceil((outageMs - 1.5 * LONGEST_WAIT) / LONGEST_WAIT));
  return { initialRetryTime: 100, maxRetryTime: LONGEST_WAIT, retries };
}
