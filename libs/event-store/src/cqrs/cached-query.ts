import 'reflect-metadata';

const CACHED = Symbol('cached-query');

export interface CachedQueryOptions {
  /** How long an answer may be given again, in milliseconds. */
  ttl: number;
  /** Names of projections: when one of them moves, in whichever process, every answer is dropped. */
  dropOn?: readonly string[];
  /** Answers kept at most, 500 unless given; the one that was not asked for the longest is dropped first. */
  maxEntries?: number;
}

/**
 * Declares a query whose answers `queryBus.execute` keeps for a while.
 *
 * An answer belongs to the query's class, its data and the tenant of the execution context. What else it depends on, the
 * user for example, must stand in the query's data. Callers share one answer, so it is frozen: an attempt to change it
 * throws. It must be data (objects, arrays, dates); a Map, a Set or a buffer cannot be frozen and is refused with
 * `QUERY_NOT_CACHEABLE`. Failures are not kept. Inside a unit of work, and with an `AsyncContext` of its own, a query is
 * always executed.
 */
export function CachedQuery(options: CachedQueryOptions): ClassDecorator {
  const { ttl, maxEntries = 1 } = options;
  if (!(ttl > 0)) throw new Error(`@CachedQuery was given a ttl of ${ttl}: give milliseconds, more than 0.`);
  if (!Number.isInteger(maxEntries) || maxEntries < 1) {
    throw new Error(`@CachedQuery was given ${maxEntries} entries at most: give an integer, 1 or more.`);
  }
  return (query) => Reflect.defineMetadata(CACHED, options, query);
}

/** What a query's class declares, or undefined when its answers are not kept. */
export function cachedQueryOptionsOf(query: object): CachedQueryOptions | undefined {
  return Reflect.getMetadata(CACHED, query.constructor) as CachedQueryOptions | undefined;
}
