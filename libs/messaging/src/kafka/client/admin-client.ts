import { EddaError, pause } from '@edda/kernel';
import type { Admin } from 'kafkajs';
import { brokerClosed } from '../../broker/broker-errors.js';
import type { Settings } from '../settings.js';
import { KafkaClient } from './kafka-client.js';
import { isPermanent, protocolError, translateError } from './kafka-errors.js';

/**
 * How long the cluster is asked again when it answers that it cannot answer now, in milliseconds: while coordinators and
 * leaders load or move, or are made for the first time, which kafkajs does not wait for.
 */
const PATIENCE = 8_000;
const WAIT = 100;
const LONGEST_WAIT = 500;

interface Connection {
  readonly client: KafkaClient;
  readonly admin: Admin;
  readonly ready: Promise<void>;
}

/** Asks the cluster; connects when it is first needed, and anew after a failure. */
export class AdminClient {
  readonly place: string;
  private connection: Connection | null = null;
  private readonly ending = new Set<Promise<void>>();
  private readonly closed = new AbortController();

  constructor(private readonly settings: Settings) {
    this.place = settings.address.place;
  }

  /**
   * Runs a call that may be repeated.
   *
   * @throws EddaError `BROKER.UNAVAILABLE`, `BROKER.FAILED`, `BROKER.CLOSED`, or what the call throws of its own
   */
  async use<T>(call: (admin: Admin) => Promise<T>): Promise<T> {
    const end = performance.now() + PATIENCE;
    for (let attempt = 1; ; attempt++) {
      if (this.closed.signal.aborted) throw brokerClosed();
      const connection = (this.connection ??= this.connect());
      try {
        await connection.ready;
        return await call(connection.admin);
      } catch (error) {
        if (error instanceof EddaError) throw error;
        if (isPermanent(error)) throw translateError(error, this.place);
        const hasAnswered = protocolError(error) !== null;
        if (!hasAnswered) this.drop(connection);
        // To reach the broker at all was tried long enough by the client.
        if (performance.now() > end || isConnectionError(error)) throw translateError(error, this.place);
        await pause(Math.min(LONGEST_WAIT, WAIT * attempt), this.closed.signal);
      }
    }
  }

  async close(): Promise<void> {
    this.closed.abort();
    if (this.connection) this.drop(this.connection);
    await Promise.all(this.ending);
  }

  private connect(): Connection {
    const client = new KafkaClient(this.settings, 'Kafka');
    const admin = client.kafka.admin();
    return { client, admin, ready: admin.connect() };
  }

  private drop(connection: Connection): void {
    if (this.connection === connection) this.connection = null;
    const end = connection.client.close(() => connection.admin.disconnect());
    this.ending.add(end);
    void end.then(() => this.ending.delete(end));
  }
}

function isConnectionError(error: unknown): boolean {
  return error instanceof Error && /ECONNREFUSED|ENOTFOUND|Connection timeout/.test(`${error.message} ${error.cause}`);
}
