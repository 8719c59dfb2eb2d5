import type { UnitOfWork } from '@edda/event-store';
import type { Clock } from '@edda/kernel';
import type { MessageLogger } from '../../envelope/message-logger.js';
import type { MessagingMetrics } from '../../observability/messaging-metrics.js';
import type { WindowedPipeline } from '../pipeline.js';

/** A windowed pipeline with what it runs on. */
export interface RunningPipeline {
  /** Unique among all services: its consumer group. */
  readonly name: string;
  readonly service: string;
  readonly pipeline: WindowedPipeline;
  readonly unitOfWork: UnitOfWork;
  readonly clock: Clock;
  readonly logger: MessageLogger;
  readonly metrics: Pick<MessagingMetrics, 'late'>;
}
