import type { Aggregator } from './aggregator.js';
import { addToSketch, quantileOf, sketchOf, type Sketch } from './dd-sketch.js';
import { numberOf, type NumberOf } from './number-of.js';

/**
 * The lowest value that at least the given share of the values does not exceed, from a DDSketch: at most 1 % beside the true
 * one (see `dd-sketch.ts`). Null without values.
 *
 * @param share such as 0.95
 */
export function percentile<T>(share: number, of: NumberOf<T>): Aggregator<T, Sketch, number | null> {
  if (!(share >= 0 && share <= 1)) throw new Error(`percentile(${share}): give a share from 0 to 1, such as 0.95.`);
  const kind = `percentile/${share}`;
  return {
    kind,
    lift(value) {
      const number = numberOf(of, value, kind);
      return number === undefined ? undefined : sketchOf(number);
    },
    merge: addToSketch,
    result: (state) => (state ? quantileOf(state, share) : null),
  };
}
