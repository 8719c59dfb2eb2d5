import type { Context } from '@edda/event-schemas';
import { UnitOfWork, type Aggregate, type AggregateType, type Projection, type Projections } from '@edda/event-store';
import { SubscriptionServer } from '@edda/messaging';
import { DataSource } from 'typeorm';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { LOGGER } from '../bootstrap/tokens.js';
import { HealthIndicators } from '../health/health-indicators.js';
import type { Logger } from '../logging/logger.js';
import { BROKER } from './broker-token.js';
import { EventSourcedModule, type Persistence } from './event-sourced.module.js';

/** A service that keeps events and talks over topics: what it is, and what it keeps in its database. */
export interface EventSourcedDefinition<C extends StatefulServiceConfig>
  extends Omit<ServiceDefinition<C>, 'name' | 'configure'>, Persistence {
  readonly name: Context;
  /** Its aggregates and read models, for tools that look at its log; a read model that needs more than the log is left out. */
  readonly log?: LogContents;
}

/** What a service makes of its log. */
export interface LogContents {
  readonly aggregates: readonly AggregateType<Aggregate<unknown>>[];
  readonly projections: readonly (new (registry: Projections) => Projection)[];
}

/** A service with what tools must know of it to read its log. */
export interface EventSourcedService<C extends StatefulServiceConfig> extends ServiceDefinition<C> {
  readonly log: LogContents & Pick<Persistence, 'entities'>;
}

/**
 * Completes a service with its database, event store, broker, relay and subscriptions. Its message controllers start
 * receiving before it listens.
 */
export function eventSourcedService<C extends StatefulServiceConfig>(
  definition: EventSourcedDefinition<C>,
): EventSourcedService<C> {
  const { entities, migrations, storage, log, ...service } = definition;
  return {
    ...service,
    log: { aggregates: [], projections: [], ...log, entities },
    module: (config) =>
      EventSourcedModule.with(
        definition.name,
        { entities, migrations, ...(storage && { storage }) },
        definition.module(config),
      ),
    async configure(app, config) {
      const strategy = new SubscriptionServer({
        service: definition.name,
        broker: app.get(BROKER),
        dataSource: app.get(DataSource),
        unitOfWork: app.get(UnitOfWork),
        logger: app.get<Logger>(LOGGER),
        drainMs: config.shutdownDeadlineMs,
      });
      app.get(HealthIndicators).register('subscriptions', async () => {
        const failed = strategy.failures().map(({ subscription, error }) => `${subscription}: ${error.message}`);
        if (failed.length > 0) throw new Error(`stopped for good: ${failed.join('; ')}`);
      });
      app.connectMicroservice({ strategy }, { inheritAppConfig: true });
      // First the buses know their handlers, then messages may come.
      await app.init();
      await app.startAllMicroservices();
    },
  };
}
