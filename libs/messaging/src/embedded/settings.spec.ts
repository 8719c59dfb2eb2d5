import { describe, expect, it } from '@jest/globals';
import { connectionConfig, placeOf } from './database/connection-config.js';
import { settingsFrom } from './settings.js';

const url = 'postgres://edda:secret@db.example:5433/broker?sslmode=disable';

describe('settingsFrom', () => {
  it('refuses numbers that are not positive and whole, by name', () => {
    for (const wrong of [0, -1, 1.5, NaN]) {
      expect(() => settingsFrom({ url, poolSize: wrong })).toThrow(
        expect.objectContaining({
          code: 'BROKER.INVALID_OPTIONS',
          message: expect.stringContaining(`poolSize is ${wrong}`),
        }),
      );
    }
  });

  it('refuses a heartbeat that is too slow for the session', () => {
    expect(() => settingsFrom({ url, heartbeatMs: 6_000 })).toThrow(/sessionTimeoutMs \(10000\).*heartbeatMs \(6000\)/);
  });
});

describe('connectionConfig', () => {
  it('bounds every wait and states its own isolation level', () => {
    const config = connectionConfig(settingsFrom({ url }), { synchronous_commit: 'off' });
    expect(config).toMatchObject({
      application_name: 'edda-broker',
      connectionTimeoutMillis: 5_000,
      statement_timeout: 10_000,
      query_timeout: 12_000,
      lock_timeout: 5_000,
      idle_in_transaction_session_timeout: 20_000,
      keepAlive: true,
    });
    expect(config.options).toContain('-c default_transaction_isolation=read\\ committed');
    expect(config.options).toContain('-c synchronous_commit=off');
  });
});

describe('placeOf', () => {
  it('names host and database and nothing secret', () => {
    expect(placeOf(url)).toBe('db.example:5433/broker');
    expect(placeOf('postgres://edda:sec ret@:x/broker')).toBe('the configured URL');
  });
});
