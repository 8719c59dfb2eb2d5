import type { SqlClient } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import type { SagaFailure } from '../definition/outcome.js';
import type { SagaStatus } from '../instance/saga-instance.js';
import type { SagaFilter, SagaOverview } from './sagas.js';

/** Of all tenants unless one is named. */
export interface SagaListFilter extends SagaFilter {
  readonly tenantId?: string;
  readonly id?: Uuid;
}

export interface SagaListPage {
  readonly limit: number;
  /** The last one of the page before. */
  readonly before?: { readonly startedAt: Date; readonly id: Uuid };
}

const OPEN: ReadonlySet<SagaStatus> = new Set(['running', 'compensating', 'paused', 'stuck']);

interface OverviewRow {
  id: Uuid;
  tenant_id: string;
  saga: string;
  version: string;
  status: SagaStatus;
  step: string | null;
  failure: SagaFailure | null;
  correlation_id: Uuid;
  started_at: Date;
  updated_at: Date;
  ended_at: Date | null;
  wake_at: Date | null;
}

/** Newest first. */
export async function listSagas(
  client: SqlClient,
  { tenantId, id, saga, version, statuses, correlationId }: SagaListFilter,
  { limit, before }: SagaListPage,
): Promise<SagaOverview[]> {
  const values: unknown[] = [];
  const value = (of: unknown): string => `$${values.push(of)}`;
  const conditions = [
    ...(tenantId === undefined ? [] : [`tenant_id = ${value(tenantId)}`]),
    ...(id === undefined ? [] : [`id = ${value(id)}`]),
    ...(saga === undefined ? [] : [`saga = ${value(saga)}`]),
    ...(version === undefined ? [] : [`version = ${value(version)}`]),
    ...(statuses === undefined ? [] : [`status = any(${value([...statuses])}::text[])`]),
    // Few are open among many that have ended, and an index knows which.
    ...(statuses?.every((status) => OPEN.has(status)) ? ['ended_at is null'] : []),
    ...(correlationId === undefined ? [] : [`correlation_id = ${value(correlationId)}`]),
    ...(before ? [`(started_at, id) < (${value(before.startedAt)}::timestamptz, ${value(before.id)}::uuid)`] : []),
  ];
  const rows = await client.query<OverviewRow>(
    `select id, tenant_id, saga, version, status, step, failure, correlation_id, started_at, updated_at, ended_at, wake_at
       from saga_instances ${conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''}
      order by started_at desc, id desc limit ${value(limit)}`,
    values,
  );
  return rows.map((row) => ({
    id: row.id,
    tenantId: row.tenant_id,
    saga: row.saga,
    version: row.version,
    status: row.status,
    step: row.step,
    failure: row.failure,
    correlationId: row.correlation_id,
    startedAt: row.started_at,
    updatedAt: row.updated_at,
    endedAt: row.ended_at,
    wakeAt: row.wake_at,
  }));
}

/** Of this tenant; null where it has none with this id. */
export async function getSaga(client: SqlClient, id: Uuid, tenantId: string): Promise<SagaOverview | null> {
  return (await listSagas(client, { id, tenantId }, { limit: 1 }))[0] ?? null;
}
