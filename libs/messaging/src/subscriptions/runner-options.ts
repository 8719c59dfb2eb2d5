import type { UnitOfWork } from '@edda/event-store';
import type { DataSource } from 'typeorm';
import type { Broker, BrokerRecord } from '../broker/broker.js';
import type { IncomingTransform } from '../envelope/message-transform.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import type { MessagingMetrics } from '../observability/messaging-metrics.js';
import type { MessagingTracer } from '../observability/messaging-tracer.js';

/** A moment at which a process may be made to die. */
export type Failpoint = 'before-handler' | 'after-handler' | 'after-commit' | 'before-offset-commit';

/** What a subscription needs of a broker. */
export type SubscribedBroker = Pick<Broker, 'consume' | 'ensureTopics' | 'groupTopics' | 'publish'> & {
  readonly capabilities: Pick<Broker['capabilities'], 'replay'>;
};

/** What the subscriptions of a service share. */
export interface RunnerOptions {
  service: string;
  dataSource: DataSource;
  unitOfWork: UnitOfWork;
  broker: SubscribedBroker;
  logger: MessageLogger;
  metrics?: MessagingMetrics;
  tracer?: MessagingTracer;
  /** Applied to every message before its handler sees it. */
  transforms?: readonly IncomingTransform[];
  /** Called at each moment of each delivery, for those who test crashes. */
  failpoints?: (at: Failpoint, record: BrokerRecord) => void | Promise<void>;
}
