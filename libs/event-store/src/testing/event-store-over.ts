import type { Clock } from '@edda/kernel';
import type { DataSource } from 'typeorm';
import { PostgresEventStore } from '../postgres-event-store.js';

/** An event store over a database that has its tables, without a Nest application around it. */
export function eventStoreOver(dataSource: DataSource, source = 'test', clock?: Clock): PostgresEventStore {
  return new PostgresEventStore(dataSource, { source, ...(clock && { clock }) });
}
