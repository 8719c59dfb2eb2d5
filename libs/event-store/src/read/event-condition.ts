import type { EventFilter } from '../event-store.js';

/** A filter as a condition of SQL, its parameters numbered from `first`. */
export function eventCondition(filter: EventFilter, first: number): { sql: string; parameters: unknown[] } {
  const parameters: unknown[] = [];
  const parameter = (value: unknown): string => `$${first + parameters.push(value) - 1}`;
  const { tenantId, categories, types, correlationId, recordedFrom, recordedTo, published, kinds = ['event'] } = filter;
  const conditions = [`kind = any(${parameter(kinds)}::text[])`];
  if (tenantId !== undefined) conditions.push(`tenant_id = ${parameter(tenantId)}`);
  if (categories) conditions.push(`category = any(${parameter(categories)}::text[])`);
  if (types) conditions.push(`type = any(${parameter(types)}::text[])`);
  if (correlationId !== undefined) conditions.push(`metadata ->> 'correlationId' = ${parameter(correlationId)}`);
  if (recordedFrom) conditions.push(`recorded_at >= ${parameter(recordedFrom)}`);
  if (recordedTo) conditions.push(`recorded_at < ${parameter(recordedTo)}`);
  if (published !== undefined) conditions.push(`topic is ${published ? 'not ' : ''}null`);
  return { sql: conditions.join(' and '), parameters };
}
