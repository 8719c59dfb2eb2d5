import { Global, Module } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InlineProjections } from './projection/inline-projections.js';
import { LogActivity } from './unit-of-work/log-activity.js';
import { UnitOfWork } from './unit-of-work/unit-of-work.js';

/** The event store of one service, over the TypeORM DataSource of its application. */
@Global()
@Module({
  providers: [
    { provide: InlineProjections, useFactory: () => new InlineProjections() },
    { provide: LogActivity, useFactory: () => new LogActivity() },
    {
      provide: UnitOfWork,
      useFactory: (dataSource: DataSource, projections: InlineProjections, activity: LogActivity) =>
        new UnitOfWork(dataSource, projections, activity),
      inject: [DataSource, InlineProjections, LogActivity],
    },
  ],
  exports: [InlineProjections, LogActivity, UnitOfWork],
})
export class EventStoreModule {}
