/**
 * Makes one figure of the values in a window. Values are merged in any order and grouping, on any instance, so `merge` must
 * be associative and commutative. A state is stored as the JSON that `JSON.stringify` makes of it.
 */
export interface Aggregator<T, S, R> {
  /** What it computes and with which settings, such as `percentile/0.95`: states of one kind can be merged. */
  readonly kind: string;
  /** The state of one value; undefined when the value has no share in the figure. */
  lift(value: T): S | undefined;
  /** May change and return `left`, which nobody else uses. */
  merge(left: S, right: S): S;
  /** The figure; without a state when no value had a share in it. */
  result(state: S | undefined): R;
}

/** The aggregators of a window by the names of their figures. */
export type Aggregators<T> = Readonly<Record<string, Aggregator<T, unknown, unknown>>>;

/** The figures that aggregators make. */
export type Figures<A> = {
  -readonly [K in keyof A]: A[K] extends { result(state: never): infer R } ? R : never;
};
