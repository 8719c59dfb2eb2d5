import type { Aggregator } from './aggregator.js';

/** How many values there are; with a condition, how many meet it. */
export function count<T>(condition: (value: T) => boolean = () => true): Aggregator<T, number, number> {
  return {
    kind: 'count',
    lift: (value) => (condition(value) ? 1 : undefined),
    merge: (left, right) => left + right,
    result: (state = 0) => state,
  };
}
