import type { PostgresEventStore } from '@edda/event-store';
import type { Broker } from '../broker/broker.js';
import type { MessageTransform } from '../envelope/message-transform.js';
import type { MessageLogger } from '../envelope/message-logger.js';
import type { MessagingMetrics } from '../observability/messaging-metrics.js';
import type { MessagingTracer } from '../observability/messaging-tracer.js';

/** What the relay needs of the event store, whose database has the tables of the messaging. */
export type RelayStore = Pick<PostgresEventStore, 'dataSource' | 'subscribe' | 'unitOfWork'>;

export interface RelayOptions {
  readonly store: RelayStore;
  readonly broker: Pick<Broker, 'publish'>;
  readonly logger: MessageLogger;
  readonly metrics?: Pick<MessagingMetrics, 'published' | 'refused'>;
  readonly tracer?: Pick<MessagingTracer, 'publish'>;
  /** What is done with messages on their way out. */
  readonly transforms?: readonly MessageTransform[];
  /** Into how many shares, by stream, the instances of a service divide the work; 4 unless given. */
  readonly shards?: number;
  /** Messages in one batch at most; 500 unless given. */
  readonly batchSize?: number;
  /** How long the shards of an instance that died stay with it, in milliseconds; 10,000 unless given. */
  readonly leaseMs?: number;
}
