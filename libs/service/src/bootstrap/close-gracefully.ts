import { pause } from '@edda/kernel';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceConfig } from '../config/service-config.js';
import type { Draining } from '../health/draining.js';
import type { Logger } from '../logging/logger.js';
import type { OpenConnections } from './open-connections.js';

interface Circumstances {
  readonly draining: Draining;
  readonly connections: OpenConnections;
  readonly config: Pick<ServiceConfig, 'shutdownDelayMs' | 'shutdownDeadlineMs'>;
  readonly logger: Logger;
}

/** Requests end before the modules they run in: Nest alone would close those first and only then the door. */
export async function closeGracefully(
  app: NestFastifyApplication,
  { draining, connections, config, logger }: Circumstances,
): Promise<void> {
  draining.begin();
  if (config.shutdownDelayMs > 0) await pause(config.shutdownDelayMs);
  const deadline = setTimeout(() => {
    logger.warn(`Cutting the connections that are still open after ${config.shutdownDeadlineMs} ms`);
    connections.cut();
  }, config.shutdownDeadlineMs);
  try {
    await connections.close();
  } finally {
    clearTimeout(deadline);
  }
  await app.close();
}
