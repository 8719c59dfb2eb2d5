import { contextOrNew } from '@edda/kernel';
import type { AsyncContext, IQuery, QueryBus } from '@nestjs/cqrs';
import type { MovedProjections, ProjectionActivity } from '../projection/projection-activity.js';
import type { UnitOfWork } from '../unit-of-work/unit-of-work.js';
import { cachedQueryOptionsOf, type CachedQueryOptions } from './cached-query.js';
import { QueryCache } from './query-cache.js';
import { queryKey } from './query-key.js';

/** The caches of the queries of one application, one for each class that is declared with `@CachedQuery`. */
export class QueryCaches {
  private readonly caches = new Map<unknown, { cache: QueryCache; dropOn: readonly string[] }>();
  private unsubscribe: (() => void) | null = null;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly activity: ProjectionActivity,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Makes a query bus keep answers. */
  wrap(bus: QueryBus): void {
    const execute: QueryBus['execute'] = bus.execute.bind(bus);
    bus.execute = async <T extends IQuery, R>(query: T, context?: AsyncContext): Promise<R> => {
      const options = cachedQueryOptionsOf(query);
      // A unit of work may see what it has not committed, and a context of its own may change the answer.
      if (context) return execute<T, R>(query, context);
      if (!options || this.unitOfWork.isActive) return execute<T, R>(query);
      const key = queryKey(query, contextOrNew().tenantId);
      return (await this.cacheOf(query, options).get(key, () => execute<T, R>(query))) as R;
    };
  }

  close(): void {
    this.unsubscribe?.();
    this.unsubscribe = null;
  }

  private cacheOf(query: object, options: CachedQueryOptions): QueryCache {
    const known = this.caches.get(query.constructor);
    if (known) return known.cache;
    const { dropOn = [] } = options;
    const cache = new QueryCache(query.constructor.name, options, this.now);
    this.caches.set(query.constructor, { cache, dropOn });
    if (dropOn.length > 0) this.unsubscribe ??= this.activity.onMoved((moved) => this.drop(moved));
    return cache;
  }

  private drop(moved: MovedProjections): void {
    for (const { cache, dropOn } of this.caches.values()) {
      if (moved === 'any' || dropOn.some((name) => moved.includes(name))) cache.drop();
    }
  }
}
