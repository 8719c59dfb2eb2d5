import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@edda/test-ports';
import { rabbitMQForTests, startThrowAwayRabbitMQ, type ThrowAwayRabbitMQ } from '@edda/test-rabbitmq';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RabbitMQBroker } from '../src/rabbitmq/rabbitmq-broker.js';
import { QUIET } from './rabbitmq-fixture.js';

const installation = await rabbitMQForTests();

(installation ? describe : describe.skip)('The RabbitMQ broker over TLS', () => {
  let folder: string;
  let rabbitmq: ThrowAwayRabbitMQ;
  let port: number;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'edda-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const subject = ['-subj', '/CN=broker.test', '-addext', 'subjectAltName=DNS:broker.test'];
    const files = ['-keyout', key, '-out', cert, '-days', '2'];
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...subject, ...files], {
      stdio: 'ignore',
    });
    chmodSync(key, 0o600);
    port = await freePort();
    rabbitmq = await startThrowAwayRabbitMQ(installation, {
      settings: [
        `listeners.ssl.1 = 127.0.0.1:${port}`,
        `ssl_options.cacertfile = ${cert}`,
        `ssl_options.certfile = ${cert}`,
        `ssl_options.keyfile = ${key}`,
      ],
    });
  }, 120_000);
  afterAll(async () => {
    await rabbitmq.stop();
    rmSync(folder, { recursive: true });
  });

  const broker = (parameters: string): RabbitMQBroker =>
    new RabbitMQBroker({ url: `amqps://guest:guest@127.0.0.1:${port}/?${parameters}`, logger: QUIET });

  it('speaks with a server whose certificate it is told to trust', async () => {
    const trusting = broker(`ca=${join(folder, 'cert.pem')}&servername=broker.test`);
    await trusting.ping();
    await trusting.close();
  });

  it.each([
    ['that nobody vouches for', 'servername=broker.test'],
    ['of another name', 'ca=CERT&servername=other.test'],
  ])('refuses a certificate %s', async (_, parameters) => {
    const wary = broker(parameters.replace('CERT', join(folder, 'cert.pem')));
    await expect(wary.ping()).rejects.toMatchObject({ code: 'BROKER.UNAVAILABLE' });
    await wary.close();
  });
});
