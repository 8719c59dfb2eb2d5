import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PostgresEventStore } from './postgres-event-store.js';
import { InlineProjections } from './projection/inline-projections.js';
import { LogActivity } from './unit-of-work/log-activity.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The event store of one service, over the TypeORM DataSource of its application. */
@Module({})
export class EventStoreModule {
  /** @param service stands in the metadata of everything it appends */
  static forService(service: string): DynamicModule {
    const providers: Provider[] = [
      {
        provide: PostgresEventStore,
        useFactory: (dataSource: DataSource) => new PostgresEventStore(dataSource, { source: service }),
        inject: [DataSource],
      },
      partOf(InlineProjections, (store) => store.inlineProjections),
      partOf(LogActivity, (store) => store.activity),
      partOf(UnitOfWork, (store) => store.unitOfWork),
    ];
    return { module: EventStoreModule, global: true, providers, exports: providers };
  }
}

function partOf<T>(token: abstract new (...parts: never[]) => T, part: (store: PostgresEventStore) => T): Provider {
  return { provide: token, useFactory: part, inject: [PostgresEventStore] };
}
