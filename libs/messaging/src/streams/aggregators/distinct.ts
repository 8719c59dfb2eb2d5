import type { Aggregator } from './aggregator.js';
import { addDistinct, distinctOf, estimateOf, type DistinctState } from './hyper-log-log.js';

/**
 * How many different values there are: exact up to 256 of them, from there on estimated by a HyperLogLog with a standard
 * error of 1.6 % (see `hyper-log-log.ts`). Null and undefined have no share in it.
 */
export function distinct<T>(of: (value: T) => string | number | boolean | null | undefined) {
  return {
    kind: 'distinct',
    lift(value) {
      const item = of(value);
      return item === null || item === undefined ? undefined : distinctOf(`${typeof item}:${item}`);
    },
    merge: addDistinct,
    result: (state) => (state ? estimateOf(state) : 0),
  } satisfies Aggregator<T, DistinctState, number> as Aggregator<T, DistinctState, number>;
}
