import { currentContext, DEFAULT_TENANT, EddaError } from '@edda/kernel';
import type { ReadAllOptions } from '../event-store.js';
import type { StreamId } from '../recorded-message.js';

/** @throws EddaError `TENANT_MISMATCH` in the execution context of another tenant */
export function assertOwnTenant({ tenantId, streamId }: StreamId, context = currentContext()): void {
  if (!context || context.tenantId === tenantId) return;
  throw new EddaError(
    'forbidden',
    'TENANT_MISMATCH',
    `Stream ${streamId} belongs to another tenant than ${context.tenantId}, for whom this is done.`,
  );
}

/** The tenant whose events are read: the one that is named, or the execution context's; undefined for all of them. */
export function tenantToRead({ tenantId, allTenants }: ReadAllOptions): string | undefined {
  return tenantId ?? (allTenants ? undefined : (currentContext()?.tenantId ?? DEFAULT_TENANT));
}
