import type { SqlClient, UnitOfWork } from '@edda/event-store';
import type { ExecutionContext, Uuid } from '@edda/kernel';
import type { MessageLogger } from '@edda/messaging';
import type { SagaMetrics } from '../metrics/saga-metrics.js';
import type { ConnectionPlaces } from './connection-places.js';
import type { DatabaseClock } from './database-clock.js';
import type { SagaFailpoint } from './failpoint.js';
import type { InstanceOrigin } from './instance-row.js';
import type { MoveGroups } from './move-groups.js';
import type { Parking } from './parking.js';
import type { SagaDefinitions } from './saga-definitions.js';
import type { SagaRepository, StandingCache } from './standing.js';

/** What the instances in hand of one runner share. */
export interface RuntimeParts extends MoveParts {
  readonly groups: MoveGroups;
}

/** The same, but for what is made of it. */
export interface MoveParts {
  readonly service: string;
  readonly worker: Uuid;
  readonly unitOfWork: UnitOfWork;
  /** Any free connection. */
  readonly client: SqlClient;
  /** For local work that has no turn yet. */
  readonly connections: ConnectionPlaces;
  readonly repository: SagaRepository;
  readonly definitions: SagaDefinitions;
  readonly clock: DatabaseClock;
  readonly parking: Parking;
  readonly cache: StandingCache;
  readonly logger: MessageLogger;
  readonly metrics: SagaMetrics;
  readonly failpoint: SagaFailpoint | null;
  /** Aborts when nothing is to be begun any more. */
  readonly stopping: AbortSignal;
}

/** Everything an instance does is done for whoever started it. */
export function contextOf(service: string, origin: InstanceOrigin): ExecutionContext {
  const { tenantId, userId, correlationId, causationId, traceparent } = origin;
  return { service, tenantId, userId, correlationId, causationId, traceparent };
}
