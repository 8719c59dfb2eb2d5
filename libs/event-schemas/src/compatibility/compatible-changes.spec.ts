import { describe, expect, it } from '@jest/globals';
import { IsArray, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import fc from 'fast-check';
import { definitionOf, EventSchema, Nested, NestedList, type MessageClass, type MessageDefinition } from '../index.js';
import { compiledSchema } from '../validation/compiled-schema.js';
import { publishedForm, schemaChanges } from './index.js';

/** What a field takes. */
type Shape =
  | { kind: 'text'; longest: number }
  | { kind: 'number'; least: number; most: number }
  | { kind: 'choice'; values: readonly string[] }
  | { kind: 'texts' }
  | { kind: 'object' | 'objects'; fields: Fields };
interface Field {
  isOptional: boolean;
  shape: Shape;
}
type Fields = Readonly<Record<string, Field>>;

const names = fc.constantFrom('one', 'two', 'three', 'four', 'five');
const words = ['red', 'green', 'blue', 'grey'] as const;
const { fields } = fc.letrec<{ fields: Fields; shape: Shape }>((tie) => ({
  fields: fc.dictionary(names, fc.record({ isOptional: fc.boolean(), shape: tie('shape') }), {
    minKeys: 1,
    maxKeys: 4,
  }),
  shape: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('text' as const), longest: fc.integer({ min: 0, max: 4 }) }),
    fc.record({
      kind: fc.constant('number' as const),
      least: fc.integer({ min: -2, max: 0 }),
      most: fc.integer({ min: 0, max: 2 }),
    }),
    fc.record({ kind: fc.constant('choice' as const), values: fc.subarray([...words], { minLength: 1 }) }),
    fc.constant<Shape>({ kind: 'texts' }),
    fc.record({ kind: fc.constantFrom('object' as const, 'objects' as const), fields: tie('fields') }),
  ),
}));

let classes = 0;
function classOf(shapes: Fields): MessageClass {
  const type = Object.defineProperty(class {}, 'name', { value: `Made${++classes}` });
  for (const [name, { isOptional, shape }] of Object.entries(shapes)) {
    const decorators = isOptional ? [IsOptional(), ...decoratorsOf(shape)] : decoratorsOf(shape);
    for (const decorate of decorators) decorate(type.prototype as object, name);
  }
  return type;
}

function decoratorsOf(shape: Shape): PropertyDecorator[] {
  switch (shape.kind) {
    case 'text':
      return [IsString(), MaxLength(shape.longest)];
    case 'number':
      return [IsInt(), Min(shape.least), Max(shape.most)];
    case 'choice':
      return [IsIn(shape.values)];
    case 'texts':
      return [IsArray(), IsString({ each: true })];
    default: {
      const below = classOf(shape.fields);
      return [shape.kind === 'object' ? Nested(() => below) : NestedList(() => below)];
    }
  }
}

function declare(shapes: Fields): MessageDefinition {
  const payload = classOf(shapes);
  EventSchema({ type: 'MadeUp', version: '1.0.0', sender: 'content', description: 'For specs.' })(payload);
  return definitionOf(payload);
}

/** Data that fits; fields that may be left out are left out, null, or there. */
function dataOf(shapes: Fields): fc.Arbitrary<Record<string, unknown>> {
  const values = Object.entries(shapes).map(([name, { isOptional, shape }]) => {
    const value = valueOf(shape);
    return [name, isOptional ? fc.option(value) : value] as const;
  });
  const requiredKeys = Object.entries(shapes).flatMap(([name, { isOptional }]) => (isOptional ? [] : [name]));
  return fc.record(Object.fromEntries(values), { requiredKeys });
}

function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case 'text':
      return fc.string({ maxLength: shape.longest });
    case 'number':
      return fc.integer({ min: shape.least, max: shape.most });
    case 'choice':
      return fc.constantFrom(...shape.values);
    case 'texts':
      return fc.array(fc.string(), { maxLength: 2 });
    case 'object':
      return dataOf(shape.fields);
    case 'objects':
      return fc.array(dataOf(shape.fields), { maxLength: 2 });
  }
}

/** The same fields with one change, of any kind, at any depth. A class without fields refuses everything, so one stays. */
function changed(shapes: Fields): fc.Arbitrary<Fields> {
  const at = fc.constantFrom(...Object.keys(shapes));
  const replaced = (change: (field: Field) => fc.Arbitrary<Field>): fc.Arbitrary<Fields> =>
    at.chain((name) => change(shapes[name] as Field).map((field) => ({ ...shapes, [name]: field })));
  return fc.oneof(
    fields.map((others) => ({ ...others, ...shapes })),
    fields.map((others) => ({ ...shapes, ...others })),
    at.map((name) => {
      const { [name]: gone, ...rest } = shapes;
      return Object.keys(rest).length > 0 ? rest : { [name]: gone as Field };
    }),
    replaced((field) => fc.constant({ ...field, isOptional: !field.isOptional })),
    replaced((field) => changedShape(field.shape).map((shape) => ({ ...field, shape }))),
  );
}

function changedShape(shape: Shape): fc.Arbitrary<Shape> {
  switch (shape.kind) {
    case 'text':
      return fc.integer({ min: 0, max: 5 }).map((longest) => ({ ...shape, longest }));
    case 'number':
      return fc.record({
        kind: fc.constant('number' as const),
        least: fc.integer({ min: -3, max: 0 }),
        most: fc.integer({ min: 0, max: 3 }),
      });
    case 'choice':
      return fc.subarray([...words], { minLength: 1 }).map((values) => ({ ...shape, values }));
    case 'texts':
      return fc.constant<Shape>({ kind: 'text', longest: 3 });
    default:
      return changed(shape.fields).map((below) => ({ ...shape, fields: below }));
  }
}

const twoVersions = fields
  .chain((before) => fc.oneof(changed(before), changed(before).chain(changed)).map((now) => ({ before, now })))
  .chain(({ before, now }) => {
    const [former, present] = [fc.array(dataOf(before), { minLength: 5 }), fc.array(dataOf(now), { minLength: 5 })];
    return fc.record({ before: fc.constant(before), now: fc.constant(now), former, present });
  });

describe('A change that is judged compatible', () => {
  it('lets everything valid before be valid now, and the other way round', () => {
    const seen = { compatible: 0, breaking: 0 };
    fc.assert(
      fc.property(twoVersions, ({ before, now, former, present }) => {
        const [old, next] = [declare(before), declare(now)];
        const changes = schemaChanges(publishedForm(old), publishedForm(next));
        const isBreaking = changes.some(({ breaks }) => breaks.length > 0);
        seen[isBreaking ? 'breaking' : 'compatible']++;
        if (isBreaking) return;
        expect(former.filter((data) => !compiledSchema(next.payload)(data))).toEqual([]);
        expect(present.filter((data) => !compiledSchema(old.payload)(data))).toEqual([]);
      }),
      { numRuns: 500 },
    );
    expect(seen.compatible).toBeGreaterThan(50);
    expect(seen.breaking).toBeGreaterThan(50);
  });
});
