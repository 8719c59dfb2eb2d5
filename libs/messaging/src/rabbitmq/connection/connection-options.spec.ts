import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { settingsFrom } from '../settings.js';
import { connectionOptions } from './connection-options.js';

const options = (url: string) => connectionOptions(settingsFrom({ url, sessionTimeoutMs: 10_000 }));

describe('The URL of a RabbitMQ broker', () => {
  it('names host, port, user and virtual host', () => {
    const { connect, place } = options('amqp://ann:s%40crt@rabbit.example:5673/orders%2Feu');
    expect(connect).toMatchObject({
      protocol: 'amqp',
      hostname: 'rabbit.example',
      port: 5673,
      username: 'ann',
      password: 's@crt',
      vhost: 'orders%2Feu',
    });
    expect(place).toBe('rabbit.example:5673');
  });

  it.each([
    ['amqp://host', 5672, '/'],
    ['amqp://host/', 5672, '/'],
    ['amqps://[::1]', 5671, '/'],
  ])('%s has the usual port and virtual host', (url, port, vhost) => {
    expect(options(url).connect).toMatchObject({ port, vhost });
  });

  it('does not repeat a password where it cannot be read', () => {
    expect(() => options('amqp://user:secret@host:port:1')).toThrow(/amqp:\/\/user:password@host:port\/vhost/);
    expect(() => options('amqp://user:secret@host:port:1')).not.toThrow(/secret/);
  });

  it('names the files of certificates for TLS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'edda-spec-'));
    try {
      const file = join(folder, 'ca.pem');
      writeFileSync(file, 'PEM');
      expect(options(`amqps://host?ca=${file}&servername=rabbit`).socket).toMatchObject({
        ca: Buffer.from('PEM'),
        servername: 'rabbit',
      });
      const missing = join(folder, 'none.pem');
      expect(() => options(`amqps://host?cert=${missing}`)).toThrow(/cert of the broker URL .*none\.pem/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('gives a silent connection up within the time-out of a session', () => {
    expect(options('amqp://host').connect.heartbeat).toBe(5);
  });
});
