import type { Server } from 'node:http';
import type { Clock } from '@edda/kernel';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServiceConfig } from '../config/service-config.js';
import { ProblemFilter } from '../errors/problem.filter.js';
import { Draining } from '../health/draining.js';
import { AllowedMethods } from '../http/allowed-methods.js';
import { closeConnectionsAfterAnswers } from '../http/last-answers.js';
import { ANONYMOUS, carryRequestContext, signedCaller } from '../http/request-context.js';
import { logRequests } from '../http/request-log.js';
import { RequestValidationPipe } from '../http/request-validation.pipe.js';
import { createLogger, type ServiceLogger } from '../logging/service-logger.js';
import { inServiceScope } from '../logging/service-scope.js';
import { measureRequests } from '../metrics/http-metrics.js';
import type { ServiceMetrics } from '../metrics/service-metrics.js';
import type { Tracing } from '../tracing/tracing.js';
import { documentApi } from '../open-api/document-api.js';
import { API_PREFIX } from './api-prefix.js';
import { closeGracefully } from './close-gracefully.js';
import { httpAdapter } from './http-adapter.js';
import { listen } from './listen.js';
import { OpenConnections } from './open-connections.js';
import type { RunningService } from './running-service.js';
import type { ServiceDefinition } from './service-definition.js';
import { ServiceModule } from './service.module.js';
import { openTelemetry, type Telemetry } from './telemetry.js';

export interface ServiceOptions<C extends ServiceConfig> {
  readonly config: Readonly<C>;
  /** Shared by all services of a process; one that writes to standard output unless given. */
  readonly logger?: ServiceLogger;
  readonly clock?: Clock;
  /** Shared by all services of a process, so that each shows the metrics of all; its own unless given. */
  readonly metrics?: ServiceMetrics;
  /** Calls off a start that waits for what it needs. */
  readonly signal?: AbortSignal;
  /** How spans are made; as the configuration says unless given. It is closed with the service. */
  readonly tracing?: Tracing;
}

/** What the application is made of: what every service has, and what this one is. */
@Module({})
class RootModule {}

/**
 * Starts a service. Several can run in one process, each with its own configuration; nothing of the process (signals,
 * environment, exit code) is touched.
 *
 * @throws StartupError when it cannot listen; StartInterrupted when it was called off; whatever a module throws at start-up
 */
export async function createService<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  options: ServiceOptions<C>,
): Promise<RunningService> {
  const { config, logger = createLogger({ level: config.logLevel, service: definition.name }) } = options;
  const { signal = new AbortController().signal } = options;
  return inServiceScope(definition.name, async () => {
    await definition.prepare?.(config, { signal, logger });
    const telemetry = openTelemetry(definition.name, { ...options, logger });
    try {
      return await start(definition, { ...options, logger }, telemetry);
    } catch (error) {
      await telemetry.close();
      throw error;
    }
  });
}

async function start<C extends ServiceConfig>(
  definition: ServiceDefinition<C>,
  { config, clock, logger }: ServiceOptions<C> & { logger: ServiceLogger },
  telemetry: Telemetry,
): Promise<RunningService> {
  const draining = new Draining();
  const methods = new AllowedMethods();
  const adapter = httpAdapter(config, methods, definition.http?.(config) ?? {});
  const { callerSecret, callerFormerSecret } = config;
  const authenticate =
    definition.callers === 'anyone' ? () => ANONYMOUS : signedCaller(callerSecret, callerFormerSecret);
  const { tracer } = telemetry.tracing;
  closeConnectionsAfterAnswers(adapter.getInstance(), draining);
  measureRequests(adapter.getInstance(), telemetry.registry);
  carryRequestContext(adapter.getInstance(), { service: definition.name, authenticate, tracer });
  logRequests(adapter.getInstance(), definition.name, logger);

  const base = ServiceModule.with({ config, configClass: definition.config, logger, draining, clock, telemetry });
  const root: DynamicModule = { module: RootModule, imports: [base, definition.module(config)] };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    logger,
    bodyParser: false,
    abortOnError: false,
  });
  const connections = new OpenConnections(app.getHttpServer() as Server);
  const close = (): Promise<void> =>
    closeGracefully(app, { draining, connections, config, logger }).finally(() => telemetry.close());
  try {
    app.setGlobalPrefix(API_PREFIX, {
      exclude: ['health/live', 'health/ready', 'metrics', ...(definition.rootPaths ?? [])],
    });
    app.useGlobalPipes(new RequestValidationPipe());
    app.useGlobalFilters(new ProblemFilter(app.getHttpAdapter(), methods, logger));
    // The content policy is left to whoever serves pages: Swagger UI is the only one here.
    app.useSecurityHeaders({ contentSecurityPolicy: false, strictTransportSecurity: false });
    documentApi(app, definition);
    await definition.configure?.(app, config);
    const url = await listen(app, config);
    let closing: Promise<void> | undefined;
    const service: RunningService = {
      name: definition.name,
      url,
      app,
      close: () => (closing ??= inServiceScope(definition.name, close)),
    };
    await definition.onReady?.(service, config);
    logger.info(`Listening on ${url}`);
    return service;
  } catch (error) {
    await app
      .close()
      .catch((failure: unknown) => logger.error('Closing after a failed start failed', { error: failure }));
    throw error;
  }
}
