import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { newId } from '@edda/kernel';
import type { ServiceConfig } from '../config/service-config.js';
import { PROBLEM_MEDIA_TYPE, problemDocument, type ProblemDocument } from '../errors/problem-document.js';
import type { HealthReport } from '../health/health-indicators.js';
import { pathOf } from '../http/path-of.js';
import { explained, listenHost } from './listen.js';

/** The door of a service that waits for something before it can start. */
export interface WaitingRoom {
  /**
   * @param missing what is waited for: each part with the reason why it is not there
   * @param metrics in the text format of Prometheus
   */
  tell(missing: Readonly<Record<string, string>>, metrics: string): void;
  close(): Promise<void>;
}

/**
 * Answers in the place of a service that is still waiting: it lives, is not ready, and takes nothing.
 *
 * @throws StartupError when the port is taken or the address is not ours
 */
export async function openWaitingRoom({ host, port }: Pick<ServiceConfig, 'host' | 'port'>): Promise<WaitingRoom> {
  let report: HealthReport = { status: 'not-ready', checks: {} };
  let metrics = '';
  const server = createServer({ requestTimeout: 10_000 }, ({ url = '' }, response) => {
    const path = pathOf(url);
    if (path === '/health/live') answer(response, 200, 'application/json', { status: 'live' });
    else if (path === '/health/ready') answer(response, 503, 'application/json', report);
    else if (path === '/metrics') answer(response, 200, METRICS_MEDIA_TYPE, metrics);
    else answer(response, 503, PROBLEM_MEDIA_TYPE, starting(path));
  });
  server.listen(port, listenHost(host));
  await once(server, 'listening').catch((error: unknown) => {
    throw explained(error, { host, port });
  });
  return {
    tell(missing, now) {
      const checks = Object.entries(missing).map(([part, reason]) => [part, { status: 'down', reason }] as const);
      report = { status: 'not-ready', checks: Object.fromEntries(checks) };
      metrics = now;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const METRICS_MEDIA_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

function starting(instance: string): ProblemDocument {
  const detail = 'The service is still starting: try again later.';
  return problemDocument({ status: 503, code: 'SERVICE.STARTING', detail, instance, correlationId: newId() });
}

function answer(response: ServerResponse, status: number, type: string, body: object | string): void {
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      connection: 'close',
      ...(status === 503 && { 'retry-after': '1' }),
    })
    .end(typeof body === 'string' ? body : JSON.stringify(body));
}
