import type { Aggregator } from './aggregator.js';
import { addExactly, totalOf, type ExactSum } from './exact-sum.js';
import { numberOf, type NumberOf } from './number-of.js';

/** The sum, correctly rounded whatever the order of the values; 0 without values. */
export function sum<T>(of: NumberOf<T>): Aggregator<T, ExactSum, number> {
  return {
    kind: 'sum',
    lift(value) {
      const number = numberOf(of, value, 'sum');
      return number === undefined ? undefined : [number];
    },
    merge: (left, right) => right.reduce(addExactly, left),
    result: (state = []) => totalOf(state),
  };
}
