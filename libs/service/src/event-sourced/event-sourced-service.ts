import type { Context } from '@edda/event-schemas';
import type { Aggregate, AggregateType, Projection, Projections } from '@edda/event-store';
import { SubscriptionServer, type MessageTransforms } from '@edda/messaging';
import type { StatefulServiceConfig } from '../config/stateful-service-config.js';
import type { ServiceDefinition } from '../bootstrap/service-definition.js';
import { StartupError } from '../bootstrap/startup-error.js';
import { awaitMigrations } from './await-migrations.js';
import { EventSourcedModule, type Persistence } from './event-sourced.module.js';
import { migrateDatabase } from './migrate-database.js';
import { isSagaVersionInUse } from './sagas-of.js';

/** A service that keeps events and talks over topics: what it is, and what it keeps in its database. */
export interface EventSourcedDefinition<C extends StatefulServiceConfig>
  extends Omit<ServiceDefinition<C>, 'name' | 'configure' | 'migrate' | 'prepare'>, Persistence {
  readonly name: Context;
  /** Its aggregates and read models, for tools that look at its log; a read model that needs more than the log is left out. */
  readonly log?: LogContents;
  /** What is done with its messages on their way to the broker, and before its handlers get them. */
  readonly transforms?: MessageTransforms;
}

/** What a service makes of its log. */
export interface LogContents {
  readonly aggregates: readonly AggregateType<Aggregate<unknown>>[];
  readonly projections: readonly (new (registry: Projections) => Projection)[];
}

/** A service with what tools must know of it to read its log. */
export interface EventSourcedService<C extends StatefulServiceConfig> extends ServiceDefinition<C> {
  readonly log: LogContents & Pick<Persistence, 'entities'>;
  readonly transforms: MessageTransforms;
}

/**
 * Completes a service with its database, event store, broker, relay and subscriptions. Its message controllers start
 * receiving before it listens.
 */
export function eventSourcedService<C extends StatefulServiceConfig>(
  definition: EventSourcedDefinition<C>,
): EventSourcedService<C> {
  const { entities, migrations, storage, log, transforms = {}, ...service } = definition;
  const persistence = { entities, migrations, ...(storage && { storage }) };
  return {
    ...service,
    log: { aggregates: [], projections: [], ...log, entities },
    transforms,
    module: (config) => EventSourcedModule.with(definition.name, persistence, definition.module(config), transforms),
    migrate: (env, logger) => migrateDatabase(definition.name, definition.config, persistence, env, logger),
    async prepare(config, waiting) {
      if (config.migrations === 'wait') await awaitMigrations(definition.name, config, persistence, waiting);
    },
    async configure(app) {
      app.connectMicroservice({ strategy: app.get(SubscriptionServer) }, { inheritAppConfig: true });
      // First the buses know their handlers, then messages may come.
      await app.init().catch((error: unknown) => {
        throw isSagaVersionInUse(error) ? new StartupError(error.message, { cause: error }) : error;
      });
      await app.startAllMicroservices();
    },
  };
}
