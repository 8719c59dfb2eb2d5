import { describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { queryKey } from './query-key.js';

class FindNotes {
  constructor(readonly filter: unknown) {}
}

const key = (filter: unknown, tenant = 'default'): string => queryKey(new FindNotes(filter), tenant);

describe('The key of a query', () => {
  it('is the same in whatever order the fields stand', () => {
    expect(key({ a: 1, b: { c: 2, d: 3 } })).toBe(key({ b: { d: 3, c: 2 }, a: 1 }));
  });

  it('leaves out what is undefined', () => {
    expect(key({ a: 1, b: undefined })).toBe(key({ a: 1 }));
  });

  it.each([
    [1, '1'],
    [null, 'null'],
    [new Date(0), new Date(1)],
    [new Date(0), 'date 0'],
    [['a', 'b'], ['a,b']],
    [['a'], { 0: 'a' }],
    [NaN, null],
    [1n, 1],
    ['x'.repeat(1000), 'x'.repeat(1001)],
  ])('tells %p from %p', (left, right) => {
    expect(key(left)).not.toBe(key(right));
  });

  it('tells tenants apart', () => {
    expect(key(1, 'acme')).not.toBe(key(1, 'default'));
  });

  it('is the same for the same JSON, and for no other', () => {
    const json = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(json, json, (left, right) => {
        expect(key(left) === key(right)).toBe(isDeepStrictEqual(stored(left), stored(right)));
        expect(key(reversed(left))).toBe(key(left));
      }),
    );
  });

  it.each([[new Map()], [new Set()], [Buffer.from('')], [() => 1]])('is refused for %p', (filter) => {
    expect(() => key(filter)).toThrow('FindNotes.filter cannot be kept');
  });
});

/** As JSON has it, which knows no -0. */
function stored(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** The same with the fields of every object in the opposite order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, item]) => [name, reversed(item)])
      .reverse(),
  );
}
