import { newId } from '@edda/kernel';
import pg from 'pg';
import { EmbeddedBroker, type EmbeddedBrokerOptions } from '../src/embedded/embedded-broker.js';
import type { BrokerFixture } from '../src/testing/index.js';

export async function openFixture(): Promise<BrokerFixture & { url: string; options: EmbeddedBrokerOptions }> {
  const server = process.env['TEST_DATABASE_URL'] ?? '';
  const name = `broker_${newId().replaceAll('-', '')}`;
  const admin = new pg.Client(server);
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const options: EmbeddedBrokerOptions = {
    url,
    heartbeatMs: 200,
    sessionTimeoutMs: 2000,
    handOverMs: 5000,
    backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 },
    logger: { log: () => undefined, warn: (m) => process.env['LOUD'] && console.warn(m), error: () => undefined },
  };
  return {
    url,
    options,
    broker: async () => new EmbeddedBroker(options),
    restart: async () => {
      await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [name]);
    },
    close: async () => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
