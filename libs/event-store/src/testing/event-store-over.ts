import type { Clock } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import { InlineProjections } from '../projection/inline-projections.js';
import { LogActivity } from '../unit-of-work/log-activity.js';
import { UnitOfWork } from '../unit-of-work/unit-of-work.js';

/** The parts of an event store, as the module of a service puts them together. */
export interface TestEventStore {
  unitOfWork: UnitOfWork;
  projections: InlineProjections;
  activity: LogActivity;
}

/** An event store over a database that has its tables, without a Nest application around it. */
export function eventStoreOver(dataSource: DataSource, service = 'test', clock?: Clock): TestEventStore {
  const projections = new InlineProjections();
  const activity = new LogActivity();
  return { projections, activity, unitOfWork: new UnitOfWork(service, dataSource, projections, activity, clock) };
}
