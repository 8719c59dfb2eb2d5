import type { DynamicModule, Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ConfigClass, Environment } from '../config/load-config.js';
import type { ServiceConfig } from '../config/service-config.js';
import type { Logger } from '../logging/logger.js';
import type { HttpOptions } from './http-adapter.js';
import type { RunningService } from './running-service.js';

/** What a start that waits for something is given. */
export interface Waiting {
  /** Aborts when the start is called off. */
  readonly signal: AbortSignal;
  readonly logger: Logger;
}

/**
 * What a service is, apart from its configuration. Each app exports one.
 *
 * Its functions are written as methods so that definitions with configurations of their own fit into one list.
 */
export interface ServiceDefinition<C extends ServiceConfig = ServiceConfig> {
  /** The name of the context, such as `content`. */
  readonly name: string;
  /** For the API's documentation. */
  readonly title: string;
  readonly description?: string;
  readonly version?: string;
  readonly config: ConfigClass<C>;
  module(config: Readonly<C>): DynamicModule | Type<unknown>;
  /**
   * Whom the service believes: `signed` takes callers that the gateway has signed and nobody else, `anyone` leaves it
   * to the service, which is for the gateway alone. `signed` unless said otherwise.
   */
  readonly callers?: 'signed' | 'anyone';
  /** Paths outside `/api/v1`, besides health and documentation. */
  readonly rootPaths?: readonly string[];
  http?(config: Readonly<C>): HttpOptions;
  /** Replaces the OpenAPI document at each request for it. */
  openApi?(app: NestFastifyApplication, own: OpenAPIObject): Promise<OpenAPIObject>;
  /** Brings what the service keeps up to date, and starts nothing: the command `migrate`. */
  migrate?(env: Environment, logger: Logger): Promise<void>;
  /** Runs before anything of the service exists, and may wait for what it needs. */
  prepare?(config: Readonly<C>, waiting: Waiting): Promise<void>;
  /**
   * Runs when every provider exists and before any of their start-up hooks: transports are connected and plugins
   * registered here.
   */
  configure?(app: NestFastifyApplication, config: Readonly<C>): void | Promise<void>;
  /** Runs when the service listens. */
  onReady?(service: RunningService, config: Readonly<C>): void | Promise<void>;
}
