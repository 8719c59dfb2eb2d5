import { describe, expect, it } from '@jest/globals';
import { addToArray, addToObject, hasLiteral } from './literals.js';

const FILE = `@Module({ imports: [], providers: [A, B] })
export class ShopModule {}

export const shop = serviceOf('shop', {
  name: 'shop',
  log: { aggregates: [] },
  lines: [
    first(1, 2), // the first
  ],
});

export const TABLE = { a: 1 } as const satisfies object;
`;

describe('an element', () => {
  it('goes to the end of its array, through decorators, calls and properties', () => {
    expect(addToArray(FILE, 'ShopModule@Module.providers', 'C')).toContain('providers: [A, B, C]');
    expect(addToArray(FILE, 'ShopModule@Module.imports', 'C')).toContain('imports: [C]');
    expect(addToArray(FILE, 'shop.log.aggregates', 'Till')).toContain('aggregates: [Till]');
  });

  it('keeps what is said of the one before', () => {
    expect(addToArray(FILE, 'shop.lines', 'second')).toContain('first(1, 2), // the first\n    second,\n  ]');
  });

  it('goes before the one that is asked for', () => {
    const before = (element: string): boolean => element === 'B';
    expect(addToArray(FILE, 'ShopModule@Module.providers', 'C', { before })).toContain('[A, C, B]');
  });

  it('that is there changes nothing, however it is written', () => {
    expect(addToArray(FILE, 'ShopModule@Module.providers', 'B')).toBe(FILE);
    expect(addToArray(FILE, 'shop.lines', 'first( 1, 2 )')).toBe(FILE);
  });

  it('has no place where there is no array', () => {
    expect(() => addToArray(FILE, 'shop.log', 'x')).toThrow('There is no array at shop.log.');
    expect(() => addToArray(FILE, 'market.log', 'x')).toThrow('There is no market at the top of the file');
    expect(hasLiteral(FILE, 'shop.log.projections')).toBe(false);
  });
});

describe('a property', () => {
  it('goes to the end of its object', () => {
    expect(addToObject(FILE, 'TABLE', 'loan-desk', '2')).toContain("{ a: 1, 'loan-desk': 2 }");
    expect(addToObject(FILE, 'shop', 'entities', 'entities')).toContain('],\n  entities,\n}');
    expect(addToObject(FILE, 'shop.log', 'projections', '[]')).toContain('{ aggregates: [], projections: [] }');
  });

  it('that is there keeps its value', () => {
    expect(addToObject(FILE, 'TABLE', 'a', '2')).toBe(FILE);
  });
});
