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

/**
 * The tenant whose events are read: the one that is named, or the execution context's; undefined for all of them. Only who
 * says `allTenants` sees, in the context of one tenant, what belongs to others.
 *
 * @throws EddaError `TENANT_MISMATCH` when another tenant is named than that of the execution context
 */
export function tenantToRead({ tenantId, allTenants }: ReadAllOptions): string | undefined {
  const own = currentContext()?.tenantId;
  if (tenantId === undefined) return allTenants ? undefined : (own ?? DEFAULT_TENANT);
  if (own === undefined || own === tenantId || allTenants) return tenantId;
  throw new EddaError(
    'forbidden',
    'TENANT_MISMATCH',
    `The events of tenant ${tenantId} are not read for tenant ${own}: leave the tenant out, or say "allTenants" too.`,
  );
}
