import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { CommandBus, EventBus, QueryBus, UnsupportedSagaScopeException } from '@nestjs/cqrs';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import type { QueryCaches } from './query-caches.js';
import { reactionsOf } from './reaction.js';
import type { ReactionRunner } from './reaction-runner.js';
import { retryConflicts } from './retry-conflicts.js';

/**
 * Mends the buses of `@nestjs/cqrs` wherever the application imports its module: commands are tried again at a conflict,
 * answers of queries are kept, and saga functions are run from the log, not from memory.
 */
export class CqrsBuses implements OnModuleInit, BeforeApplicationShutdown {
  constructor(
    private readonly modules: ModulesContainer,
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: QueryCaches,
    private readonly reactions: ReactionRunner,
  ) {}

  /** Before the module of `@nestjs/cqrs` registers handlers and sagas, which it does when the application has started. */
  onModuleInit(): void {
    const providers = this.providers();
    const commandBuses = providers.filter((provider) => provider instanceof CommandBus);
    for (const bus of commandBuses) retryConflicts(bus, this.unitOfWork);
    for (const bus of providers.filter((provider) => provider instanceof QueryBus)) this.queries.wrap(bus);
    const reactions = providers.flatMap(reactionsOf);
    this.reactions.add(reactions);
    const [commands] = commandBuses;
    if (!commands && reactions[0]) {
      throw new Error(`${reactions[0].name} is a @Saga(), but there is no command bus: import CqrsModule.forRoot().`);
    }
    // Sagas are registered last: from then on the buses know their handlers.
    for (const bus of providers.filter((provider) => provider instanceof EventBus)) {
      bus.registerSagas = (wrappers = []) => {
        if (!wrappers.every((wrapper) => wrapper.isDependencyTreeStatic())) throw new UnsupportedSagaScopeException();
        if (commands) this.reactions.handlersRegistered(commands);
      };
    }
  }

  beforeApplicationShutdown(): void {
    this.queries.close();
  }

  private providers(): object[] {
    const wrappers = [...this.modules.values()].flatMap((module) => [...module.providers.values()]);
    const instances = wrappers.map(({ instance }) => instance as unknown);
    return [...new Set(instances)].filter((instance) => typeof instance === 'object' && instance !== null);
  }
}
