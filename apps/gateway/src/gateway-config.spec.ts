import { describe, expect, it } from '@jest/globals';
import { loadConfig } from '@edda/service';
import { GatewayConfig } from './gateway-config.js';

const load = (env: Record<string, string>): GatewayConfig =>
  loadConfig(GatewayConfig, { CALLER_SECRET: 'x'.repeat(32), ...env });

describe('the configuration of the gateway', () => {
  it('needs nothing but the secret', () => {
    expect(load({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      contentUrl: 'http://127.0.0.1:3001',
      accessToken: null,
    });
  });

  it.each(['0.0.0.0', '::', '192.168.0.1', 'edda.example'])('does not listen on %s without an access token', (host) => {
    expect(() => load({ HOST: host })).toThrow(
      `HOST is "${host}", which other machines can reach, but ACCESS_TOKEN is not set: set ACCESS_TOKEN to at least 16 characters, or HOST to 127.0.0.1.`,
    );
    expect(load({ HOST: host, ACCESS_TOKEN: 'open-sesame-0123456789' }).host).toBe(host);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('listens on %s without an access token', (host) => {
    expect(load({ HOST: host }).accessToken).toBeNull();
  });

  it.each([
    ['CONTENT_URL', '127.0.0.1:3001'],
    ['CONTENT_URL', 'http://127.0.0.1:3001/api'],
    ['LEARNING_URL', 'ftp://host'],
    ['ALLOWED_HOSTS', 'a.example,http://b'],
    ['TRUSTED_ORIGINS', 'console.example'],
    ['UPLOAD_LIMIT', '1'],
  ])('refuses %s=%s', (name, value) => {
    expect(() => load({ [name]: value })).toThrow(`${name} is "${value}": expected`);
  });

  it('wants another token for operators than for callers', () => {
    const token = 'open-sesame-0123456789';
    expect(() => load({ ACCESS_TOKEN: token, OPERATOR_TOKEN: token })).toThrow(
      'OPERATOR_TOKEN and ACCESS_TOKEN are the same: give operators a token that callers do not have.',
    );
  });

  it('refuses a short access token without showing it', () => {
    expect(() => load({ ACCESS_TOKEN: 'hunter2' })).toThrow(
      'ACCESS_TOKEN is set to 7 characters: expected at least 16 characters',
    );
  });
});
