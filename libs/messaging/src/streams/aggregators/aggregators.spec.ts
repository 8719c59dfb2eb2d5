import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Aggregator } from './aggregator.js';
import { Aggregation } from './aggregation.js';
import { average } from './average.js';
import { count } from './count.js';
import { MAX_BUCKETS, RELATIVE_ERROR } from './dd-sketch.js';
import { distinct } from './distinct.js';
import { max, min } from './extremes.js';
import { MOST_EXACT } from './hyper-log-log.js';
import { percentile } from './percentile.js';
import { sum } from './sum.js';

const itself = (value: number): number => value;

/** As in a service: each state goes through JSON before it is merged. */
function figureOf<S, R>(aggregator: Aggregator<number, S, R>, values: readonly number[]): R {
  const states = values.map((value) => aggregator.lift(value)).filter((state): state is S & {} => state !== undefined);
  return aggregator.result(treeOf(states));

  function treeOf(parts: readonly S[]): S | undefined {
    const [first] = parts;
    if (parts.length <= 1) return first;
    const half = Math.ceil(parts.length / 2);
    const [left, right] = [treeOf(parts.slice(0, half)), treeOf(parts.slice(half))] as [S, S];
    return JSON.parse(JSON.stringify(aggregator.merge(left, right))) as S;
  }
}

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 });
const shuffled = fc
  .array(doubles, { maxLength: 60 })
  .chain((values) =>
    fc.tuple(fc.constant(values), fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length })),
  );

const ALL = {
  count: count<number>(),
  sum: sum(itself),
  average: average(itself),
  min: min(itself),
  max: max(itself),
  distinct: distinct(itself),
  median: percentile(0.5, itself),
  p99: percentile(0.99, itself),
};

describe('every aggregator', () => {
  it.each(Object.entries(ALL))('%s does not depend on the order of the values', (_name, aggregator) => {
    const any = aggregator as Aggregator<number, unknown, unknown>;
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        expect(figureOf(any, others)).toEqual(figureOf(any, values));
      }),
    );
  });

  it('says what it is without values', () => {
    const figures = new Aggregation<number, typeof ALL>(ALL).figures({});
    expect(figures).toEqual({
      count: 0,
      sum: 0,
      average: null,
      min: null,
      max: null,
      distinct: 0,
      median: null,
      p99: null,
    });
  });

  it('leaves out what is null or undefined', () => {
    const of = (value: number): number | null => (value > 1 ? value : null);
    expect(figureOf(sum(of), [1, 2, 3])).toBe(5);
    expect(figureOf(average(of), [1, 2, 3])).toBe(2.5);
    expect(figureOf(distinct(of), [1, 2, 3])).toBe(2);
    expect(figureOf(min(of), [1])).toBeNull();
  });

  it.each([sum(itself), average(itself), min(itself), percentile(0.5, itself)])('refuses what is no number', (each) => {
    expect(() => each.lift(Number.NaN)).toThrow('give finite numbers');
    expect(() => each.lift(Number.POSITIVE_INFINITY)).toThrow('give finite numbers');
  });
});

describe('sum', () => {
  it('is correctly rounded where adding one after the other is not', () => {
    expect(figureOf(sum(itself), [0.1, 0.2, 0.3])).toBe(0.6);
    expect(figureOf(sum(itself), [1e100, 1, -1e100])).toBe(1);
    expect(figureOf(sum(itself), Array<number>(10).fill(0.1))).toBe(1);
  });

  it('agrees with arithmetic on whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(2n ** 53n), max: 2n ** 53n }), { maxLength: 40 }), (values) => {
        const total = values.reduce((all, value) => all + value, 0n);
        expect(figureOf(sum(itself), values.map(Number)) === Number(total)).toBe(true);
      }),
    );
  });
});

describe('percentile', () => {
  it('is at most 1 % beside the value at its rank', () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(values, fc.double({ noNaN: true, min: 0, max: 1 }), (all, share) => {
        const near = all.filter((value) => value === 0 || Math.abs(value) > 1e-9);
        fc.pre(near.length > 0);
        const exact =
          near.toSorted((one, other) => one - other)[Math.max(0, Math.ceil(share * near.length - 1e-9) - 1)] ?? 0;
        const figure = figureOf(percentile(share, itself), near) ?? Number.NaN;
        expect(Math.abs(figure - exact)).toBeLessThanOrEqual(Math.abs(exact) * RELATIVE_ERROR * (1 + 1e-9));
      }),
    );
  });

  it('keeps a bounded number of buckets however far the values reach', () => {
    const aggregator = percentile(0.99, itself);
    const values = Array.from({ length: 300 }, (_, index) => 10 ** (index - 150));
    const state = values
      .map((value) => aggregator.lift(value) ?? never())
      .reduce((left, right) => aggregator.merge(left, right));
    expect(Object.keys(state.positive).length).toBeLessThanOrEqual(MAX_BUCKETS);
    expect((aggregator.result(state) ?? 0) / 1e146).toBeCloseTo(1, 1);
  });
});

describe('distinct', () => {
  it('is exact while there are few', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index % MOST_EXACT);
    expect(figureOf(distinct(itself), values)).toBe(MOST_EXACT);
  });

  it.each([1000, 20_000])('is near to the truth for %p', (different) => {
    const values = Array.from({ length: different }, (_, index) => index);
    const estimate = figureOf(distinct(itself), [...values, ...values.slice(0, 500)]);
    expect(Math.abs(estimate - different) / different).toBeLessThan(0.05);
  });

  it('tells texts from numbers', () => {
    const aggregator = distinct((value: string | number) => value);
    const state = ['1', 1, '1']
      .map((value) => aggregator.lift(value) ?? never())
      .reduce(aggregator.merge.bind(aggregator));
    expect(aggregator.result(state)).toBe(2);
  });
});

describe('an aggregation', () => {
  it('goes on with figures that were added to it later, and leaves alone those that were removed', () => {
    const aggregation = new Aggregation({ events: count<number>(), highest: max(itself) });
    const state = aggregation.merge({ events: 2, former: 7 }, aggregation.lift(5));
    expect(state).toEqual({ events: 3, highest: 5, former: 7 });
    expect(aggregation.figures(state)).toEqual({ events: 3, highest: 5 });
  });
});

function never(): never {
  throw new Error('It has no state.');
}
