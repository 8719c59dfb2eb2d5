import type { Server } from 'node:http';
import { pause } from '@edda/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceConfig } from '../config/service-config.js';
import type { Draining } from '../health/draining.js';
import type { Logger } from '../logging/logger.js';

interface Circumstances {
  readonly draining: Draining;
  readonly config: Pick<ServiceConfig, 'shutdownDelayMs' | 'shutdownDeadlineMs'>;
  readonly logger: Logger;
}

/** Requests end before the modules they run in: Nest alone would close those first and only then the door. */
export async function closeGracefully(
  app: NestFastifyApplication,
  { draining, config, logger }: Circumstances,
): Promise<void> {
  draining.begin();
  if (config.shutdownDelayMs > 0) await pause(config.shutdownDelayMs);
  const server = app.getHttpServer() as Server;
  const cut = setTimeout(() => {
    logger.warn(`Cutting the connections that are still open after ${config.shutdownDeadlineMs} ms`);
    server.closeAllConnections();
  }, config.shutdownDeadlineMs);
  try {
    await stopAccepting(server);
  } finally {
    clearTimeout(cut);
  }
  await app.close();
}

/** Resolves when every connection is closed. */
function stopAccepting(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
