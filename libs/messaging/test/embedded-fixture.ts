import { pause } from '@edda/kernel';
import { startThrowAwayPostgres } from '@edda/test-database';
import pg from 'pg';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from '../src/embedded/embedded-broker.js';
import type { BrokerFixture } from '../src/testing/index.js';
import { TcpProxy } from './tcp-proxy.js';

/** The embedded broker's database, with what a test of this driver needs beyond the contract. */
export interface EmbeddedFixture extends BrokerFixture {
  readonly url: string;
  /** A broker with other settings than the short time-outs of the suite. */
  broker(options?: Partial<EmbeddedBrokerOptions>): Promise<EmbeddedBroker>;
  /** Runs a statement on a connection of the test's own. */
  sql<Row extends object>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Breaks the brokers' connections to the database, as an administrator may. */
  terminateConnections(): Promise<void>;
}

/** Longer than a busy machine lets a process stand still. */
const SESSION_TIMEOUT_MS = 6_000;

const SHORT_TIMES: Partial<EmbeddedBrokerOptions> = {
  heartbeatMs: 200,
  sessionTimeoutMs: SESSION_TIMEOUT_MS,
  handOverMs: 10_000,
  backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 },
};

/** Keeps failures that a test brings about on purpose out of its output. */
export const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A new database on a server of its own, which brokers reach by way of a proxy. */
export async function openEmbeddedBroker(): Promise<EmbeddedFixture> {
  const postgres = await startThrowAwayPostgres();
  const direct = await postgres.database('broker');
  const proxy = await TcpProxy.to(direct);
  const url = proxy.through(direct);
  const client = new pg.Client(direct);
  await client.on('error', () => undefined).connect();
  return {
    url,
    rebalancing: 'cooperative',
    sessionTimeoutMs: SESSION_TIMEOUT_MS,
    broker: async (options = {}) => new EmbeddedBroker({ url, logger: QUIET, ...SHORT_TIMES, ...options }),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await client.query<Row>(text, values)).rows,
    terminateConnections: async () => {
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'edda-broker'`,
      );
    },
    restart: async () => {
      await proxy.down();
      await pause(500);
      await proxy.up();
    },
    close: async () => {
      await client.end();
      await proxy.down();
      await postgres.stop();
    },
  };
}
