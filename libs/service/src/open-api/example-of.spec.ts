import { describe, expect, it } from '@jest/globals';
import { exampleId, exampleOf } from './example-of.js';
import type { SchemaOrRef } from './operation.js';

const ref = (name: string): { $ref: string } => ({ $ref: `#/components/schemas/${name}` });

const example = (schema: SchemaOrRef, schemas = {}, name?: string): unknown => exampleOf(schema, schemas, name);

describe('the example of a schema', () => {
  it('is made of the examples of its properties', () => {
    const schemas = { Page: { type: 'object', properties: { number: { type: 'integer', example: 7 } } } };
    const schema = { type: 'object', properties: { pages: { type: 'array', items: ref('Page') } } };
    expect(example(schema, schemas)).toEqual({ pages: [{ number: 7 }] });
  });

  it.each<[string, SchemaOrRef, unknown]>([
    ['its default', { type: 'integer', default: 50 }, 50],
    ['a value it may have', { type: 'string', enum: [null, 'open', 'closed'] }, 'open'],
    ['the least number', { type: 'number', minimum: 3 }, 3],
    ['null where it says so', { type: 'object', nullable: true, example: null, allOf: [ref('Page')] }, null],
    ['null where nothing else is known', { type: 'string', nullable: true }, null],
    ['a time', { type: 'string', format: 'date-time' }, '2026-01-15T09:30:00.000Z'],
    ['nothing in an object of any kind', { type: 'object', additionalProperties: true }, {}],
    ['the first of several', { oneOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
  ])('is %s', (_, schema, value) => {
    expect(example(schema)).toEqual(value);
  });

  it('has all that its parts have', () => {
    const part = (name: string): SchemaOrRef => ({ type: 'object', properties: { [name]: { type: 'boolean' } } });
    expect(example({ allOf: [part('a'), part('b')] })).toEqual({ a: true, b: true });
  });

  it('gives the same thing the same id wherever it stands', () => {
    const id = { type: 'string', format: 'uuid' };
    const found = example({ type: 'object', properties: { noteId: id, otherId: id } });
    expect(found).toEqual({ noteId: exampleId('noteId'), otherId: exampleId('otherId') });
    expect(exampleId('noteId')).not.toBe(exampleId('otherId'));
  });

  it('ends where a schema holds itself', () => {
    const schemas = { Node: { type: 'object', properties: { next: ref('Node') } } };
    expect(JSON.stringify(example(ref('Node'), schemas))).toContain('null');
  });
});
