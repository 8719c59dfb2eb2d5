import { systemClock, type Clock } from '@edda/kernel';
import { Module, type DynamicModule, type InjectionToken, type Provider } from '@nestjs/common';
import { ServiceConfig } from '../config/service-config.js';
import type { ConfigClass } from '../config/load-config.js';
import { Draining } from '../health/draining.js';
import { HealthController } from '../health/health.controller.js';
import { HealthIndicators } from '../health/health-indicators.js';
import type { Logger } from '../logging/logger.js';
import { CLOCK, LOGGER } from './tokens.js';

interface ServiceParts {
  readonly config: ServiceConfig;
  readonly configClass: ConfigClass<ServiceConfig>;
  readonly logger: Logger;
  readonly draining: Draining;
  readonly clock?: Clock;
}

/** What the bootstrap gives to every module of a service: configuration, logger, clock, health, and the end of it. */
@Module({})
export class ServiceModule {
  static with({ config, configClass, logger, draining, clock = systemClock }: ServiceParts): DynamicModule {
    const tokens = new Set<InjectionToken>(configClassesOf(configClass));
    const providers: Provider[] = [
      ...[...tokens].map((provide) => ({ provide, useValue: config })),
      { provide: LOGGER, useValue: logger },
      { provide: CLOCK, useValue: clock },
      { provide: Draining, useValue: draining },
      { provide: HealthIndicators, useValue: new HealthIndicators(draining) },
    ];
    return { module: ServiceModule, global: true, controllers: [HealthController], providers, exports: providers };
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
