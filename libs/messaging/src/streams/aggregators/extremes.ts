import type { Aggregator } from './aggregator.js';
import { numberOf, type NumberOf } from './number-of.js';

/** The lowest value; null without values. */
export function min<T>(of: NumberOf<T>): Aggregator<T, number, number | null> {
  return extreme('min', of, Math.min);
}

/** The highest value; null without values. */
export function max<T>(of: NumberOf<T>): Aggregator<T, number, number | null> {
  return extreme('max', of, Math.max);
}

function extreme<T>(
  kind: string,
  of: NumberOf<T>,
  choose: (left: number, right: number) => number,
): Aggregator<T, number, number | null> {
  return {
    kind,
    lift: (value) => numberOf(of, value, kind),
    merge: choose,
    result: (state = undefined) => state ?? null,
  };
}
