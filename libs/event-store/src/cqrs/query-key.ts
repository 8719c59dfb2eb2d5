import { createHash } from 'node:crypto';
import { EddaError } from '@edda/kernel';

const LONGEST_KEY = 500;

/**
 * What tells the data of two queries of a class apart: JSON with sorted keys, shortened to a hash when it is long. A
 * property that is undefined is as good as none.
 *
 * @throws EddaError `QUERY_NOT_CACHEABLE` for data that such a text does not tell apart, a Map for example
 */
export function queryKey(query: object, tenantId: string): string {
  const key = `${JSON.stringify(tenantId)} ${text(query, query.constructor.name)}`;
  return key.length > LONGEST_KEY ? createHash('sha256').update(key).digest('base64') : key;
}

function text(value: unknown, path: string): string {
  if (value === undefined) return 'undefined';
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint') return `${typeof value} ${value}`;
  if (value instanceof Date) return `date ${value.getTime()}`;
  if (Array.isArray(value)) return `[${value.map((item, index) => text(item, `${path}.${index}`)).join()}]`;
  if (Object.prototype.toString.call(value) !== '[object Object]') throw notCacheable(path);
  const fields = Object.entries(value as object).filter(([, item]) => item !== undefined);
  const sorted = fields.toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${sorted.map(([name, item]) => `${JSON.stringify(name)}:${text(item, `${path}.${name}`)}`).join()}}`;
}

function notCacheable(path: string): EddaError {
  return new EddaError(
    'internal',
    'QUERY_NOT_CACHEABLE',
    `The answer of a query with ${path} cannot be kept: use objects, arrays, dates and plain values, or leave out @CachedQuery.`,
  );
}
