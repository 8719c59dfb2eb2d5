import type { UnitOfWork } from '@edda/event-store';
import type { DataSource } from 'typeorm';
import type { Broker } from '../broker/broker.js';
import type { MessageLogger } from '../envelope/message-logger.js';

/** What the subscriptions of a service share. */
export interface RunnerOptions {
  service: string;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  broker: Broker;
  logger: MessageLogger;
}
