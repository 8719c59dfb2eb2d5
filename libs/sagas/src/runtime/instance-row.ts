import type { Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { SagaStatus } from '../instance/saga-instance.js';

/** Whose work an instance is, and in what connection: everything it does happens in this context. */
export interface InstanceOrigin {
  readonly id: Uuid;
  readonly tenantId: string;
  readonly saga: string;
  readonly correlationId: Uuid;
  readonly causationId: Uuid | null;
  readonly userId: string | null;
  readonly traceparent: string | null;
  readonly startedAt: Date;
}

/** An instance as its row tells of it. */
export interface InstanceRow extends InstanceOrigin {
  readonly version: string;
  readonly status: SagaStatus;
  readonly step: string | null;
  /** The state it begins with, until its first events are written. */
  readonly first: { readonly state: unknown } | null;
  readonly streamVersion: number;
  readonly failure: SagaFailure | null;
  readonly updatedAt: Date;
}

/** The columns {@link toInstanceRow} reads, of a row called `s`. */
export const INSTANCE_COLUMNS = `s.id, s.tenant_id, s.saga, s.version, s.status, s.step, s.first_state,
  s.first_state is not null as is_new, s.stream_version, s.correlation_id, s.causation_id, s.user_id, s.traceparent,
  s.failure, s.started_at, s.updated_at`;

export interface StoredInstance {
  id: Uuid;
  tenant_id: string;
  saga: string;
  version: string;
  status: SagaStatus;
  step: string | null;
  first_state: unknown;
  is_new: boolean;
  stream_version: number;
  correlation_id: Uuid;
  causation_id: Uuid | null;
  user_id: string | null;
  traceparent: string | null;
  failure: SagaFailure | null;
  started_at: Date;
  updated_at: Date;
}

export function toInstanceRow(row: StoredInstance): InstanceRow {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    saga: row.saga,
    version: row.version,
    status: row.status,
    step: row.step,
    first: row.is_new ? { state: row.first_state } : null,
    streamVersion: row.stream_version,
    correlationId: row.correlation_id,
    causationId: row.causation_id,
    userId: row.user_id,
    traceparent: row.traceparent,
    failure: row.failure,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
  };
}
