import type { Aggregator } from './aggregator.js';
import { addExactly, totalOf, type ExactSum } from './exact-sum.js';
import { numberOf, type NumberOf } from './number-of.js';

interface AverageState {
  sum: ExactSum;
  count: number;
}

/** The arithmetic mean, whatever the order of the values; null without values. */
export function average<T>(of: NumberOf<T>): Aggregator<T, AverageState, number | null> {
  return {
    kind: 'average',
    lift(value) {
      const number = numberOf(of, value, 'average');
      return number === undefined ? undefined : { sum: [number], count: 1 };
    },
    merge: (left, right) => ({ sum: right.sum.reduce(addExactly, left.sum), count: left.count + right.count }),
    result: (state) => (state ? totalOf(state.sum) / state.count : null),
  };
}
