import { EddaError } from '@edda/kernel';

/** A date that cannot be set: freezing alone does not reach the time inside one. */
class FrozenDate extends Date {}

for (const name of Object.getOwnPropertyNames(Date.prototype).filter((property) => property.startsWith('set'))) {
  Object.defineProperty(FrozenDate.prototype, name, {
    value: () => {
      throw new TypeError(`${name} was called on a date that others share: make a date of your own from it.`);
    },
  });
}

/**
 * Freezes an answer with everything in it.
 *
 * @throws EddaError `QUERY_NOT_CACHEABLE` for what cannot be frozen
 */
export function frozen<T>(answer: T, query: string): T {
  const open: unknown[] = [answer];
  const seen = new Set<unknown>();
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof Date) Object.setPrototypeOf(value, FrozenDate.prototype);
    else if (!Array.isArray(value) && Object.prototype.toString.call(value) !== '[object Object]') {
      throw notCacheable(value, query);
    }
    open.push(...Object.values(value));
    Object.freeze(value);
  }
  return answer;
}

function notCacheable(value: object, query: string): EddaError {
  return new EddaError(
    'internal',
    'QUERY_NOT_CACHEABLE',
    `The answer of ${query} holds a ${value.constructor.name}, which cannot be frozen and so not be shared: answer with objects, arrays and dates, or leave out @CachedQuery.`,
  );
}
