import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InlineProjections } from './projection/inline-projections.js';
import { LogActivity } from './unit-of-work/log-activity.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The event store of one service, over the TypeORM DataSource of its application. */
@Module({})
export class EventStoreModule {
  /** @param service stands in the metadata of everything it appends */
  static forService(service: string): DynamicModule {
    const providers: Provider[] = [
      { provide: InlineProjections, useFactory: () => new InlineProjections() },
      { provide: LogActivity, useFactory: () => new LogActivity() },
      {
        provide: UnitOfWork,
        useFactory: (dataSource: DataSource, projections: InlineProjections, activity: LogActivity) =>
          new UnitOfWork(service, dataSource, projections, activity),
        inject: [DataSource, InlineProjections, LogActivity],
      },
    ];
    return { module: EventStoreModule, global: true, providers, exports: providers };
  }
}
