import type { LogFilter } from './log-filter.js';
import { shareSql } from './log-filter.js';
import { EVENT_BODY } from './row.js';

/** What pages are found by: the index that leads to them in the order of their positions. */
export type Access = 'position' | 'publication' | 'tenant' | 'category' | 'type' | 'correlation';

const COLUMN: Partial<Record<Access, string>> = {
  tenant: 'e.tenant_id',
  category: 'e.category',
  type: 'e.type',
  correlation: `(e.metadata ->> 'correlationId')`,
};

/** With more values than this in a filter its index is not used: it would be entered for each of them. */
const MAX_VALUES = 32;
/** Entries a probe looks at. */
export const PROBE_SIZE = 1000;

/** The ways to the messages of a filter, besides going through the whole log. */
export function accessesTo({ tenantId, categories, types, correlationId, published }: LogFilter): Access[] {
  return [
    ...(correlationId === undefined ? [] : ['correlation' as const]),
    ...(types && types.length <= MAX_VALUES ? ['type' as const] : []),
    ...(categories && categories.length <= MAX_VALUES ? ['category' as const] : []),
    ...(published ? ['publication' as const] : []),
    ...(tenantId === undefined ? [] : ['tenant' as const]),
  ];
}

export interface PageQuery {
  /** $1 and $2 are the lowest and the highest position, inclusive. */
  text: string;
  /** $3 and on. */
  values: unknown[];
}

/**
 * The next `size` rows by way of `access`, each with its position and, where the rest of the filter lets it through, all
 * of its columns. So a statement reads no more than `size` rows however few of them fit.
 */
export function pageQuery(filter: LogFilter, access: Access, forward: boolean, size: number): PageQuery {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${2 + values.push(value)}`;
  const places = candidates(filter, access, parameter, forward, size);
  const found = places.areRows
    ? places.sql
    : `select e.* from (${places.sql}) place join events e on e.position = place.position`;
  const rest = conditions(filter, access, parameter);
  const order = `order by e.position ${forward ? 'asc' : 'desc'}`;
  const text = `select e.position, m.* from (${found}) e
    left join lateral (select ${EVENT_BODY} where ${rest.join(' and ')}) m on true ${order}`;
  return { text, values };
}

/** How many entries a probe by way of `access` finds, at most {@link PROBE_SIZE}, and how far it comes with them. */
export function probeQuery(filter: LogFilter, access: Access, forward: boolean): PageQuery {
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${2 + values.push(value)}`;
  const { sql } = candidates(filter, access, parameter, forward, PROBE_SIZE, 'e.position');
  return { text: `select count(*), ${forward ? 'max' : 'min'}(position) from (${sql}) probe`, values };
}

/** What the index leads to: rows, or their positions where several places in it are entered. */
function candidates(
  filter: LogFilter,
  access: Access,
  parameter: (value: unknown) => string,
  forward: boolean,
  size: number,
  columns = 'e.*',
): { sql: string; areRows: boolean } {
  const way = forward ? 'asc' : 'desc';
  const column = COLUMN[access];
  if (column === undefined) {
    const published = access === 'publication' ? 'e.topic is not null and ' : '';
    const range = `${published}e.position between $1 and $2 order by e.position ${way} limit ${size}`;
    return { sql: `select ${columns} from events e where ${range}`, areRows: true };
  }
  const values = valuesOf(filter, access);
  const one = (value: string, selected: string): string =>
    // Compared as pairs: so neither the condition nor the order can be served by the primary key, which the planner would
    // go through for a value that is frequent by its statistics and missing where it is read.
    `select ${selected} from events e
      where (${column}, e.position) >= (${value}, $1) and (${column}, e.position) <= (${value}, $2)
      order by ${column} ${way}, e.position ${way} limit ${size}`;
  if (values.length === 1) return { sql: one(`${parameter(values[0])}::text`, columns), areRows: true };
  const sql = `select found.position from unnest(${parameter(values)}::text[]) as wanted (value)
    cross join lateral (${one('wanted.value', 'e.position')}) found order by found.position ${way} limit ${size}`;
  return { sql, areRows: false };
}

function valuesOf(filter: LogFilter, access: Access): readonly string[] {
  if (access === 'type') return [...new Set(filter.types)];
  if (access === 'category') return [...new Set(filter.categories)];
  return [(access === 'tenant' ? filter.tenantId : filter.correlationId) ?? ''];
}

/** What the way of access has not seen to. */
function conditions(filter: LogFilter, access: Access, parameter: (value: unknown) => string): string[] {
  const { tenantId, categories, types, correlationId, recordedFrom, recordedTo, published, share } = filter;
  const conditions = [`e.kind = any(${parameter(filter.kinds ?? ['event'])}::text[])`];
  if (tenantId !== undefined && access !== 'tenant') conditions.push(`e.tenant_id = ${parameter(tenantId)}`);
  if (categories && access !== 'category') conditions.push(`e.category = any(${parameter(categories)}::text[])`);
  if (types && access !== 'type') conditions.push(`e.type = any(${parameter(types)}::text[])`);
  if (correlationId !== undefined && access !== 'correlation') {
    conditions.push(`${COLUMN.correlation} = ${parameter(correlationId)}`);
  }
  if (recordedFrom) conditions.push(`e.recorded_at >= ${parameter(recordedFrom)}`);
  if (recordedTo) conditions.push(`e.recorded_at < ${parameter(recordedTo)}`);
  if (published !== undefined && access !== 'publication') {
    conditions.push(`e.topic is ${published ? 'not ' : ''}null`);
  }
  if (share && share.of > 1) {
    conditions.push(`${shareSql(`${parameter(share.of)}::int`)} = ${parameter(share.index)}::int`);
  }
  return conditions;
}
