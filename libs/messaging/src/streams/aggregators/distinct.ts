import type { Aggregator } from './aggregator.js';
import { CountedSet, setOf, type StoredSet } from './hyper-log-log.js';

/**
 * How many different values there are: exact up to 256 of them, from there on estimated by a HyperLogLog with a standard
 * error of 1.6 % (see `hyper-log-log.ts`). Null and undefined have no share in it.
 */
export function distinct<T>(
  of: (value: T) => string | number | boolean | null | undefined,
): Aggregator<T, StoredSet | CountedSet, number> {
  return {
    kind: 'distinct',
    lift(value) {
      const item = of(value);
      return item === null || item === undefined ? undefined : setOf(`${typeof item}:${item}`);
    },
    merge(left, right) {
      const set = left instanceof CountedSet ? left : new CountedSet(left);
      set.addAll(right);
      return set;
    },
    result: (state) => (state ? new CountedSet(state).size : 0),
  };
}
