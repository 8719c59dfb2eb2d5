import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startThrowAwayPostgres, type ThrowAwayPostgres } from '@edda/testing';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { runPlatform, type Platform } from '../src/index.js';
import { SERVICES } from '../src/platform/services.js';

let folder: string;
let postgres: ThrowAwayPostgres;
let platform: Platform;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'edda-metrics-'));
  postgres = await startThrowAwayPostgres();
  const env = { DATABASE_URL: postgres.url, LOG_LEVEL: 'silent', BUILT_IN_WORKERS: 'false' };
  platform = await runPlatform({ dataDirectory: folder, host: '127.0.0.1', port: 0, env });
});

afterAll(async () => {
  await platform?.stop();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('the gateway of a platform shows the metrics of all its services, and those of the process once', async () => {
  const text = await (await fetch(`${platform.url}/metrics`)).text();
  const services = (metric: string): string[] =>
    [...text.matchAll(new RegExp(`^${metric}\\{.*service="([^"]+)"`, 'gm'))].map(([, service = '']) => service);
  const stateful = SERVICES.map(({ definition }) => definition.name);
  expect([...services('http_server_active_requests')].sort()).toEqual([...stateful, 'gateway'].sort());
  expect(new Set(services('edda_log_subscription_lag_positions'))).toEqual(new Set(stateful));
  expect(new Set(services('edda_dead_letters'))).toEqual(new Set(stateful));
  expect(text.match(/^process_cpu_seconds_total /gm)).toHaveLength(1);
  expect(text.match(/^# TYPE edda_messages_consumed_total counter$/gm)).toHaveLength(1);
});
