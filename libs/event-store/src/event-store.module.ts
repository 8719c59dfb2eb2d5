import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DataSource } from 'typeorm';
import { CqrsBuses } from './cqrs/cqrs-buses.js';
import { LogDelivery } from './cqrs/log-delivery.js';
import { QueryCaches } from './cqrs/query-caches.js';
import { ReactionRunner } from './cqrs/reaction-runner.js';
import { PersonalData } from './personal-data/personal-data.js';
import { SUBJECT_KEY_STORE, type SubjectKeyStore } from './personal-data/subject-key-store.js';
import { UnfinishedForgetting } from './personal-data/unfinished-forgetting.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { ProjectionActivity } from './projection/projection-activity.js';
import { ProjectionRunner } from './projection/projection-runner.js';
import { Projections } from './projection/projections.js';
import { ReplayController } from './replay/replay-controller.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The event store of one service, over the TypeORM DataSource of its application, with the keys it provides, if any. */
@Module({})
export class EventStoreModule {
  /** @param service stands in the metadata of everything it appends */
  static forService(service: string): DynamicModule {
    const providers: Provider[] = [
      {
        provide: PostgresEventStore,
        useFactory: (dataSource: DataSource, keys: SubjectKeyStore | null = null) =>
          new PostgresEventStore(dataSource, { source: service, keys }),
        inject: [DataSource, { token: SUBJECT_KEY_STORE, optional: true }],
      },
      partOf(PersonalData, (store) => store.personalData),
      partOf(ProjectionActivity, (store) => store.projectionActivity),
      partOf(Projections, (store) => store.projections),
      partOf(UnitOfWork, (store) => store.unitOfWork),
      partOf(ReplayController, (store) => new ReplayController(store)),
      partOf(ReactionRunner, (store) => new ReactionRunner(new LogDelivery(store))),
      partOf(QueryCaches, (store) => new QueryCaches(store.unitOfWork, store.projectionActivity)),
      {
        provide: CqrsBuses,
        useFactory: (...parts: ConstructorParameters<typeof CqrsBuses>) => new CqrsBuses(...parts),
        inject: [ModulesContainer, UnitOfWork, QueryCaches, ReactionRunner],
      },
      ProjectionRunner,
      UnfinishedForgetting,
    ];
    return { module: EventStoreModule, global: true, providers, exports: providers };
  }
}

function partOf<T>(token: abstract new (...parts: never[]) => T, part: (store: PostgresEventStore) => T): Provider {
  return { provide: token, useFactory: part, inject: [PostgresEventStore] };
}
