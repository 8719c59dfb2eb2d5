import { Module, type DynamicModule, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { Registry } from 'prom-client';
import { API_PREFIX } from '../bootstrap/api-prefix.js';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { ServiceModule } from '../bootstrap/service.module.js';
import type { ServiceConfig } from '../config/service-config.js';
import { Draining } from '../health/draining.js';
import { createLogger } from '../logging/service-logger.js';
import { ServiceMetrics } from '../metrics/service-metrics.js';
import { NOT_TRACED } from '../tracing/tracing.js';
import { apiDocument } from './api-document.js';

@Module({})
class PreviewModule {}

/** Swagger warns where the document is not the truth, such as of two classes of one name. */
const STRICT: LoggerService = {
  log: () => undefined,
  error: () => undefined,
  warn: (warning: unknown) => {
    throw new Error(String(warning));
  },
};

/**
 * What a service will say of its REST operations, without starting it: no provider is made, no environment read, no
 * database or broker asked. A module that leaves out controllers by its configuration shows here what it has without one.
 */
export async function previewApiDocument<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
): Promise<OpenAPIObject> {
  const config = new definition.config();
  const base = ServiceModule.with({
    config,
    configClass: definition.config,
    logger: createLogger({ level: 'silent' }),
    draining: new Draining(),
    telemetry: {
      metrics: new ServiceMetrics(),
      registry: new Registry(),
      tracing: NOT_TRACED,
      close: () => Promise.resolve(),
    },
  });
  const root: DynamicModule = { module: PreviewModule, imports: [base, definition.module(config)] };
  const app = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  app.useLogger(STRICT);
  app.setGlobalPrefix(API_PREFIX);
  return apiDocument(app, definition);
}
