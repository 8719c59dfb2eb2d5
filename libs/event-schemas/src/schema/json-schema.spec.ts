import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { default as addFormats } from 'ajv-formats';
import { IsString } from 'class-validator';
import {
  catalogue,
  ContentProcessingCompleted,
  definitionOf,
  EventSchema,
  examples,
  jsonSchemaOf,
  LearningPathCreated,
  Nested,
  TaskCompleted,
  type MessageClass,
} from '../index.js';

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { iri: true, iso8601: true } });
addFormats.default(ajv);

function accepts(payload: MessageClass, data: unknown): boolean {
  return ajv.validate(withoutId(payload), data);
}

/** A compiled schema keeps its id; each test compiles its own. */
function withoutId(payload: MessageClass): object {
  const { $id: _, ...schema } = jsonSchemaOf(definitionOf(payload));
  return schema;
}

function exampleOf<T extends object>(payload: MessageClass<T>): T {
  const example = examples.find(({ definition }) => definition === definitionOf(payload));
  return structuredClone(example?.data) as T;
}

describe('jsonSchemaOf', () => {
  it.each(catalogue.all().map((definition) => [definition.type, definition] as const))(
    'derives a schema of %s that says everything about it',
    (type, definition) => {
      const schema = jsonSchemaOf(definition);
      expect(schema).toMatchObject({
        $id: `urn:edda:${type}:${definition.version}`,
        title: `${type} ${definition.version}`,
        description: definition.description,
        type: 'object',
      });
      expect(Object.keys(schema.properties ?? {}).length).toBeGreaterThan(0);
      expect(ajv.validateSchema(schema)).toBe(true);
    },
  );

  it.each(examples.map(({ definition, data }) => [definition.type, definition, data] as const))(
    'accepts the example of %s',
    (_, definition, data) => {
      expect(ajv.validate(withoutId(definition.payload), JSON.parse(JSON.stringify(data)))).toBe(true);
    },
  );

  it('has every field of the example, with nested ones', () => {
    const schema = jsonSchemaOf(definitionOf(LearningPathCreated));
    expect(Object.keys(schema.$defs ?? {}).sort()).toEqual(['Citation', 'LearningModule', 'QuizItem']);
    expect(schema.properties?.['modules']).toEqual({ type: 'array', items: { $ref: '#/$defs/LearningModule' } });
    expect(schema.$defs?.['Citation']?.properties?.['sha256']).toEqual({
      description: "Of the source's bytes.",
      type: 'string',
      pattern: '^[a-fA-F0-9]{64}$',
    });
  });

  it('refuses what the class refuses', () => {
    const path = exampleOf(LearningPathCreated);
    const item = path.modules[0]?.items[0];
    if (item) item.citations = [];
    expect(accepts(LearningPathCreated, path)).toBe(false);
    expect(accepts(LearningPathCreated, { ...path, modules: 'none' })).toBe(false);
    const { resourceUsage: _, ...task } = exampleOf(TaskCompleted);
    expect(accepts(TaskCompleted, task)).toBe(false);
    expect(accepts(TaskCompleted, { ...exampleOf(TaskCompleted), status: 'forgotten' })).toBe(false);
  });

  it('lets a field that may be left out be null', () => {
    expect(accepts(TaskCompleted, { ...exampleOf(TaskCompleted), agentId: null })).toBe(true);
    expect(accepts(TaskCompleted, { ...exampleOf(TaskCompleted), agentId: 7 })).toBe(false);
    expect(accepts(TaskCompleted, { ...exampleOf(TaskCompleted), taskId: null })).toBe(false);
  });

  it('allows fields that a later minor version may add', () => {
    expect(accepts(TaskCompleted, { ...exampleOf(TaskCompleted), colour: 'blue' })).toBe(true);
  });

  it.each([
    ['failed', 'reason', false],
    ['failed', 'results', true],
    ['partial', 'reason', false],
    ['partial', 'results', false],
    ['success', 'reason', true],
    ['success', 'results', false],
  ] as const)('tells whether a content whose status is %s may lack its %s', (status, field, may) => {
    const reason = { code: 'ENCRYPTED', detail: 'It asks for a password.' };
    const { [field]: _, ...data } = { ...exampleOf(ContentProcessingCompleted), reason, status };
    expect(accepts(ContentProcessingCompleted, data)).toBe(may);
  });

  it('is not made of two nested classes of one name', () => {
    const leaf = (): MessageClass => {
      class Leaf {}
      IsString()(Leaf.prototype, 'name');
      return Leaf;
    };
    class Twig {}
    Nested(leaf)(Twig.prototype, 'first');
    Nested(leaf)(Twig.prototype, 'second');
    EventSchema({ type: 'TwigGrown', version: '1.0.0', sender: 'content', description: 'For specs.' })(Twig);
    expect(() => jsonSchemaOf(definitionOf(Twig))).toThrow(
      'Twig.second: two classes called Leaf are nested in one message; give one of them another name.',
    );
  });
});
