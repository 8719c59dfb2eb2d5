import { execSync } from 'node:child_process';
import { describeBrokerContract } from '../src/testing/index.js';
import { openEmbeddedBroker } from './embedded-fixture.js';
import { EmbeddedBroker } from '../src/embedded/embedded-broker.js';
import { it } from '@jest/globals';

describeBrokerContract('The embedded broker', async () => {
  const f = await openEmbeddedBroker();
  return { ...f, broker: async () => new EmbeddedBroker({ ...( { url: f.url, heartbeatMs: 200, sessionTimeoutMs: 2000, backoff: { initial: 20, factor: 2, max: 300, jitter: 0.2 } }) }), restart: async () => { execSync('bash /tmp/broker/pg.sh 15 stop'); await new Promise(r => setTimeout(r, Number(process.env.DOWN ?? 0))); execSync('bash /tmp/broker/pg.sh 15 start'); }, close: async () => undefined };
});
