import { hash } from 'node:crypto';
import type { EventFilter } from '../event-store.js';
import type { MessageMetadata } from '../recorded-message.js';
import type { StoredRow } from './row.js';

/** One of `of` shares of the streams, by their hash. */
export interface Share {
  index: number;
  of: number;
}

/** Which messages of the log; in SQL by {@link import('./page-query.js').pageQuery}, in memory by {@link rowFilter}. */
export interface LogFilter extends EventFilter {
  share?: Share;
}

/** The share of a stream as {@link shareOf} computes it, for a row of `events e`. */
export function shareSql(of: string): string {
  const digest = `sha256(convert_to(e.tenant_id || '/' || e.stream_id, 'UTF8'))`;
  return `(get_byte(${digest}, 0) * 256 + get_byte(${digest}, 1)) % ${of}`;
}

export function shareOf(tenantId: string, streamId: string, of: number): number {
  return of === 1 ? 0 : hash('sha256', `${tenantId}/${streamId}`, 'buffer').readUInt16BE(0) % of;
}

/** The filter as a check of rows. */
export function rowFilter(filter: LogFilter): (row: StoredRow) => boolean {
  const { tenantId, correlationId, recordedFrom, recordedTo, published, share } = filter;
  const kinds = new Set<string>(filter.kinds ?? ['event']);
  const categories = filter.categories && new Set(filter.categories);
  const types = filter.types && new Set(filter.types);
  return (row) =>
    kinds.has(row[2]) &&
    (tenantId === undefined || row[3] === tenantId) &&
    (categories === undefined || categories.has(row[5])) &&
    (types === undefined || types.has(row[8])) &&
    (published === undefined || (row[10] !== null) === published) &&
    (recordedFrom === undefined || row[13] >= recordedFrom.getTime()) &&
    (recordedTo === undefined || row[13] < recordedTo.getTime()) &&
    (share === undefined || shareOf(row[3], row[4], share.of) === share.index) &&
    (correlationId === undefined || (JSON.parse(row[12]) as MessageMetadata).correlationId === correlationId);
}
