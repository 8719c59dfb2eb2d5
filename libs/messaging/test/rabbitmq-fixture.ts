import { startThrowAwayRabbitMQ, type RabbitMQInstallation, type RabbitMQServer } from '@edda/test-rabbitmq';
import { RabbitMQBroker, type RabbitMQBrokerOptions } from '../src/rabbitmq/rabbitmq-broker.js';
import type { BrokerFixture } from '../src/testing/index.js';
import { TcpProxy } from './tcp-proxy.js';

/** A RabbitMQ server, with what a test of this driver needs beyond the contract. */
export interface RabbitMQFixture extends BrokerFixture {
  readonly server: RabbitMQServer;
  /** Past the proxy, for a client of the test's own. */
  readonly directUrl: string;
  /** Between the brokers and the server. */
  readonly proxy: TcpProxy;
  /** A broker with other settings than the short time-outs of the suite. */
  broker(options?: Partial<RabbitMQBrokerOptions>): Promise<RabbitMQBroker>;
}

/** Longer than a busy machine lets a process stand still. */
const SESSION_TIMEOUT_MS = 6_000;

const SHORT_TIMES: Partial<RabbitMQBrokerOptions> = {
  heartbeatMs: 200,
  sessionTimeoutMs: SESSION_TIMEOUT_MS,
  handOverMs: 10_000,
  backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 },
};

/** Keeps failures that a test brings about on purpose out of its output. */
export const QUIET = { log: () => undefined, warn: () => undefined, error: () => undefined };

/** A server of its own, which brokers reach by way of a proxy. */
export async function openRabbitMQ(installation: RabbitMQInstallation | undefined): Promise<RabbitMQFixture> {
  const { server, url: directUrl, stop } = await startThrowAwayRabbitMQ(installation);
  const proxy = await TcpProxy.to(directUrl);
  const url = proxy.through(directUrl);
  return {
    server,
    directUrl,
    proxy,
    rebalancing: 'cooperative',
    sessionTimeoutMs: SESSION_TIMEOUT_MS,
    broker: async (options = {}) => new RabbitMQBroker({ url, logger: QUIET, ...SHORT_TIMES, ...options }),
    restart: () => server.restart(),
    close: async () => {
      await proxy.down();
      await stop();
    },
  };
}
