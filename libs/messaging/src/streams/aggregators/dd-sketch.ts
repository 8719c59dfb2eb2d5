/**
 * A DDSketch (Masson, Rim and Lee, VLDB 2019): values are counted in buckets whose borders grow by a factor, so that every
 * quantile is known with a relative error of at most {@link RELATIVE_ERROR}. Where the values of one sign reach over more
 * than {@link MAX_BUCKETS} buckets, which is a factor of 10^17, those nearest to zero share a bucket and only their
 * quantiles lose precision. Which buckets there are depends on the values alone, not on their order.
 */
export interface Sketch {
  /** Counts of the positive values, by bucket. */
  positive: Buckets;
  /** Counts of the negative values, by the bucket of their absolute value. */
  negative: Buckets;
  zeros: number;
}

type Buckets = Record<string, number>;

export const RELATIVE_ERROR = 0.01;
export const MAX_BUCKETS = 2048;

const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LOG_GROWTH = Math.log(GROWTH);

export function sketchOf(value: number): Sketch {
  const bucket = { [Math.ceil(Math.log(Math.abs(value)) / LOG_GROWTH)]: 1 };
  return {
    positive: value > 0 ? bucket : {},
    negative: value < 0 ? bucket : {},
    zeros: value === 0 ? 1 : 0,
  };
}

/** May change `left`. */
export function addToSketch(left: Sketch, right: Sketch): Sketch {
  return {
    positive: added(left.positive, right.positive),
    negative: added(left.negative, right.negative),
    zeros: left.zeros + right.zeros,
  };
}

/** The lowest value that at least the given share of the values does not exceed (nearest rank); null when there are none. */
export function quantileOf({ positive, negative, zeros }: Sketch, share: number): number | null {
  const inOrder: [value: number, count: number][] = [
    ...ascending(negative)
      .reverse()
      .map(([bucket, count]): [number, number] => [-middleOf(bucket), count]),
    [0, zeros],
    ...ascending(positive).map(([bucket, count]): [number, number] => [middleOf(bucket), count]),
  ];
  const total = inOrder.reduce((sum, [, count]) => sum + count, 0);
  // Such as 7.000000000000001 for 0.07 of 100.
  let left = Math.max(0, Math.ceil(share * total - 1e-9) - 1);
  for (const [value, count] of inOrder) {
    if (left < count) return value;
    left -= count;
  }
  return null;
}

/** The value whose relative distance to both borders of the bucket is the same. */
function middleOf(bucket: number): number {
  return (2 * Math.exp(bucket * LOG_GROWTH)) / (GROWTH + 1);
}

function ascending(buckets: Buckets): [bucket: number, count: number][] {
  return Object.entries(buckets)
    .map(([bucket, count]): [number, number] => [Number(bucket), count])
    .sort(([one], [other]) => one - other);
}

/** Changes `left`. */
function added(left: Buckets, right: Buckets): Buckets {
  let isNew = false;
  for (const [bucket, count] of Object.entries(right)) {
    isNew ||= left[bucket] === undefined;
    left[bucket] = (left[bucket] ?? 0) + count;
  }
  return isNew ? bounded(left) : left;
}

function bounded(buckets: Buckets): Buckets {
  const indexes = Object.keys(buckets).map(Number);
  const lowest = Math.max(...indexes) - MAX_BUCKETS + 1;
  if (indexes.every((index) => index >= lowest)) return buckets;
  const kept: Buckets = {};
  for (const [bucket, count] of Object.entries(buckets)) {
    const index = Math.max(Number(bucket), lowest);
    kept[index] = (kept[index] ?? 0) + count;
  }
  return kept;
}
