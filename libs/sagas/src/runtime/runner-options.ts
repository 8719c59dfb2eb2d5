import type { UnitOfWork } from '@edda/event-store';
import type { MessageLogger } from '@edda/messaging';
import type { DataSource } from 'typeorm';
import type { SagaMetrics } from '../metrics/saga-metrics.js';
import type { SagaFailpoint } from './failpoint.js';

/** What the sagas of a service need. All times in milliseconds. */
export interface SagaRunnerOptions {
  readonly service: string;
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  /** The log of Nest unless given. */
  readonly logger?: MessageLogger;
  readonly metrics?: SagaMetrics;
  /** How long the instances of a process that died lie still at most; 10,000 unless given. */
  readonly leaseMs?: number;
  /** How often to look for what other processes have left to do; 1000 unless given. */
  readonly pollMs?: number;
  /** Most instances that are moved, or whose local work runs, at once; 64 unless given. */
  readonly concurrency?: number;
  /** Called at each moment of each instance, for those who test crashes. */
  readonly failpoint?: SagaFailpoint;
}

export const DEFAULT_LEASE_MS = 10_000;
export const DEFAULT_POLL_MS = 1000;
export const DEFAULT_CONCURRENCY = 64;
