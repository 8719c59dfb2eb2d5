import { newId } from '@edda/kernel';
import pg from 'pg';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from '../src/embedded/embedded-broker.js';
import type { BrokerFixture } from '../src/testing/index.js';

/** The embedded broker's database, with what a test of this driver needs beyond the contract. */
export interface EmbeddedFixture extends BrokerFixture {
  readonly url: string;
  /** A broker with other settings than the short time-outs of the suite. */
  broker(options?: Partial<EmbeddedBrokerOptions>): Promise<EmbeddedBroker>;
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Breaks the brokers' connections to the database, as an administrator may. */
  terminateConnections(): Promise<void>;
}

const SHORT_TIMES: Partial<EmbeddedBrokerOptions> = {
  heartbeatMs: 200,
  sessionTimeoutMs: 2_000,
  handOverMs: 10_000,
  backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 },
};

/** Keeps failures that a test brings about on purpose out of its output. */
export const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };

export async function openEmbeddedBroker(): Promise<EmbeddedFixture> {
  const server = process.env['TEST_DATABASE_URL'] ?? '';
  const name = `broker_${newId().replaceAll('-', '')}`;
  const admin = new pg.Client(server);
  await admin.on('error', () => undefined).connect();
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const client = new pg.Client({ connectionString: url, application_name: 'test' });
  await client.on('error', () => undefined).connect();

  const terminateConnections = async (): Promise<void> => {
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'edda-broker'`,
    );
  };
  return {
    url,
    broker: async (options = {}) => new EmbeddedBroker({ url, logger: QUIET, ...SHORT_TIMES, ...options }),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    terminateConnections,
    restart: terminateConnections,
    close: async () => {
      await client.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
