import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { plainToInstance } from 'class-transformer';
import {
  Allow,
  ArrayUnique,
  Equals,
  IsDefined,
  IsEmail,
  IsEnum,
  IsNotEmpty,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  ValidateBy,
  ValidateIf,
  validateSync,
} from 'class-validator';
import fc from 'fast-check';
import {
  EventSchema,
  examples,
  jsonSchemaOf,
  message,
  Nested,
  NestedList,
  RequiredWhen,
  type MessageDefinition,
  type NewMessage,
} from '../index.js';
import { compiledSchema } from './compiled-schema.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A rule that looks at another field, and at its own when that is missing. */
const DiffersFrom = (other: string): PropertyDecorator =>
  ValidateBy({
    name: 'differsFrom',
    validator: { validate: (value, args) => value !== (args?.object as Record<string, unknown>)[other] },
  }) as PropertyDecorator;

class Leaf {
  @IsString({ each: true })
  @Matches(/^[a-z]/, { each: true })
  tags!: string[];

  @IsOptional()
  @NestedList(() => Leaf)
  leaves?: Leaf[];
}

class Root {
  @IsString()
  id!: string;
}

/** Every way of writing rules that the published schemas do not use yet. */
class Tree extends Root {
  @IsDefined()
  anything!: unknown;

  @IsNotEmpty()
  name!: unknown;

  @Allow()
  free?: unknown;

  @Equals('oak')
  kind!: string;

  @IsEnum({ small: 1, tall: 'tall' })
  size!: unknown;

  @IsNumber({ maxDecimalPlaces: 1, allowInfinity: true })
  height!: number;

  @IsOptional()
  @ArrayUnique()
  @Length(2, 3, { each: true })
  names?: string[];

  @DiffersFrom('name')
  other?: unknown;

  @ValidateIf((tree: Tree) => tree.kind !== 'oak')
  @IsOptional()
  @IsEmail()
  owner?: string | null;

  @RequiredWhen('id', ['1', 'ab'])
  @Nested(() => Leaf)
  leaf?: Leaf;

  @IsString({ groups: ['never'] })
  @IsString({ validateIf: (tree: Tree) => tree.height > 1 })
  note!: unknown;
}
EventSchema({ type: 'TreePlanted', version: '1.0.0', sender: 'content', description: 'For specs.' })(Tree);

const leaf = { tags: ['a'], leaves: [{ tags: ['b'] }] };
const tree = message(Tree, {
  ...{ id: 'ab', anything: 0, name: 'x', kind: 'oak', size: 1, height: 2, names: ['ab', 'bc'], other: 'y' },
  ...{ owner: null, leaf, note: 'n' },
});

const published = new Ajv2020({ strict: false, formats: { iri: true, iso8601: true } });
addFormats.default(published);

/** What tends to be taken differently by different validators. */
const awkward = fc.constantFrom<Json>(
  '',
  ' ',
  '0',
  '1',
  'true',
  'ab',
  'x'.repeat(501),
  'x'.repeat(5000),
  'a\uFE0F',
  '😀'.repeat(500),
  '2024',
  '2024-02-30',
  '2024-W07-3',
  '2026-11-21T12:00:00',
  '2026-11-21T12:00:00Z',
  '2026-11-21 12:00',
  'urn:uuid:01930d5e-8a00-7c11-8f3a-5d0e6f2b9a01',
  '01930D5E-8A00-7C11-8F3A-5D0E6F2B9A01',
  '01930d5e-8a00-9c11-8f3a-5d0e6f2b9a01',
  '00000000-0000-0000-0000-000000000000',
  'http://localhost:3000/x',
  'https://example.org/a?b#c',
  'ftp://example.org',
  'high',
  'completed',
  'a'.repeat(64),
  'A'.repeat(64),
  -1,
  -0,
  0.5,
  1.0000001,
  2 ** 53,
  1e308,
  [],
  [null],
  [[]],
  [['x']],
  [{}],
  ['x', 1],
  {},
  { length: 3 },
  null,
);

const replacement = fc.oneof(
  { weight: 4, arbitrary: awkward },
  { weight: 1, arbitrary: fc.jsonValue() as fc.Arbitrary<Json> },
);

function accepts({ payload }: MessageDefinition, data: object): boolean {
  return validateSync(plainToInstance(payload, data), { forbidUnknownValues: true }).length === 0;
}

/** Every place in data, as the keys that lead there. */
function places(data: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof data !== 'object' || data === null) return [path];
  return [path, ...Object.entries(data).flatMap(([key, value]) => places(value, [...path, key]))];
}

function changed(data: object, path: readonly string[], value: Json | undefined): object {
  const copy = structuredClone(data) as Record<string, unknown>;
  const holder = path.slice(0, -1).reduce((at, key) => at[key] as Record<string, unknown>, copy);
  const last = path.at(-1);
  if (last === undefined) return copy;
  if (value === undefined && !Array.isArray(holder)) delete holder[last];
  else holder[last] = value ?? null;
  return copy;
}

const named = (messages: readonly NewMessage[]) =>
  messages.map(
    ({ definition, data }) => [definition.type, definition, JSON.parse(JSON.stringify(data)) as object] as const,
  );

const mutationsOf = (example: object) =>
  fc.record({
    path: fc.constantFrom(...places(example).filter((path) => path.length > 0)),
    value: fc.option(replacement, { nil: undefined, freq: 8 }),
  });

describe.each(named([...examples, tree]))('The compiled schema of %s', (_, definition, example) => {
  it('says of any change of the example what the class says', () => {
    fc.assert(
      fc.property(fc.array(mutationsOf(example), { minLength: 1, maxLength: 2 }), ([first, second]) => {
        let mutant = first ? changed(example, first.path, first.value) : example;
        if (second && places(mutant).some((path) => path.join() === second.path.join())) {
          mutant = changed(mutant, second.path, second.value);
        }
        expect([compiledSchema(definition.payload)(mutant), mutant]).toEqual([accepts(definition, mutant), mutant]);
      }),
      { numRuns: 300 },
    );
  });
});

describe.each(named(examples))('The published schema of %s', (_, definition, example) => {
  it('refuses nothing that may be stored', () => {
    const isReadable = published.compile(jsonSchemaOf(definition));
    fc.assert(
      fc.property(mutationsOf(example), ({ path, value }) => {
        const mutant = changed(example, path, value);
        if (compiledSchema(definition.payload)(mutant)) expect([isReadable(mutant), mutant]).toEqual([true, mutant]);
      }),
      { numRuns: 300 },
    );
  });
});
