import type { Aggregators, Figures } from './aggregator.js';

/** The states of the aggregators that had a share, by the names of their figures. */
export type AggregateState = Record<string, unknown>;

/** Several aggregators as one. */
export class Aggregation<T, A extends Aggregators<T>> {
  /** The kind of each figure. */
  readonly kinds: Readonly<Record<string, string>>;
  private readonly entries: [name: string, aggregator: A[string]][];

  constructor(aggregators: A) {
    this.entries = Object.entries(aggregators) as [string, A[string]][];
    if (this.entries.length === 0)
      throw new Error('aggregate() needs at least one figure, such as { events: count() }.');
    this.kinds = Object.fromEntries(this.entries.map(([name, { kind }]) => [name, kind]));
  }

  lift(value: T): AggregateState {
    const lifted = this.entries.map(([name, aggregator]) => [name, aggregator.lift(value)] as const);
    return Object.fromEntries(lifted.filter(([, state]) => state !== undefined));
  }

  /** May change what `left` holds, which nobody else uses. */
  merge(left: AggregateState, right: AggregateState): AggregateState {
    const merged = { ...left };
    for (const [name, aggregator] of this.entries) {
      const other = right[name];
      if (other === undefined) continue;
      const state = merged[name];
      merged[name] = state === undefined ? copyOf(other) : aggregator.merge(state, other);
    }
    return merged;
  }

  figures(state: AggregateState): Figures<A> {
    const figures = this.entries.map(([name, aggregator]) => [name, aggregator.result(state[name])]);
    return Object.fromEntries(figures) as Figures<A>;
  }
}

/** As it is stored, so that nobody changes it for somebody else. */
function copyOf(state: unknown): unknown {
  return JSON.parse(JSON.stringify(state));
}
