import { systemClock, type Clock } from '@edda/kernel';
import { Module, type DynamicModule, type InjectionToken, type Provider } from '@nestjs/common';
import { ServiceConfig } from '../config/service-config.js';
import type { ConfigClass } from '../config/load-config.js';
import { Draining } from '../health/draining.js';
import { HealthController } from '../health/health.controller.js';
import { HealthGauges } from '../health/health-gauges.js';
import { HealthIndicators } from '../health/health-indicators.js';
import type { Logger } from '../logging/logger.js';
import { MetricsController } from '../metrics/metrics.controller.js';
import { METRICS, ServiceMetrics } from '../metrics/service-metrics.js';
import { TRACING } from '../tracing/tracing.js';
import type { Telemetry } from './telemetry.js';
import { CLOCK, LOGGER } from './tokens.js';

interface ServiceParts {
  readonly config: ServiceConfig;
  readonly configClass: ConfigClass<ServiceConfig>;
  readonly logger: Logger;
  readonly draining: Draining;
  readonly clock?: Clock;
  readonly telemetry: Telemetry;
}

/** What the bootstrap gives to every module of a service: configuration, logger, clock, health, telemetry, and the end of it. */
@Module({})
export class ServiceModule {
  static with(parts: ServiceParts): DynamicModule {
    const { config, configClass, logger, draining, clock = systemClock, telemetry } = parts;
    const tokens = new Set<InjectionToken>(configClassesOf(configClass));
    const providers: Provider[] = [
      ...[...tokens].map((provide) => ({ provide, useValue: config })),
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
      { provide: Draining, useValue: draining },
      { provide: HealthIndicators, useValue: new HealthIndicators(draining) },
      { provide: ServiceMetrics, useValue: telemetry.metrics },
      { provide: METRICS, useValue: telemetry.registry },
      { provide: TRACING, useValue: telemetry.tracing },
    ];
    return {
      module: ServiceModule,
      global: true,
      controllers: [HealthController, MetricsController],
      providers: [...providers, HealthGauges],
      exports: providers,
    };
  }
}

/** The class and the classes it extends, so that shared modules can ask for the part they know. */
function configClassesOf(configClass: ConfigClass<ServiceConfig>): InjectionToken[] {
  const classes: InjectionToken[] = [];
  for (
    let at: unknown = configClass;
    typeof at === 'function' && at !== Function.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    classes.push(at as InjectionToken);
    if (at === ServiceConfig) break;
  }
  return classes;
}
