import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { MessageClass, MessageDefinition } from '../message-definition.js';
import { nestedTypeOf } from './nested.js';
import { conditionsOf } from './required-when.js';

/** A JSON Schema, draft 2020-12, as far as it is made here. */
export interface JsonSchema {
  $schema?: string;
  $id?: string;
  $ref?: string;
  $defs?: Record<string, JsonSchema>;
  title?: string;
  description?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  anyOf?: JsonSchema[];
  [keyword: string]: unknown;
}

type Definitions = Record<string, JsonSchema>;

const SHA256 = { type: 'string', pattern: '^[a-fA-F0-9]{64}$' } as const;

/**
 * The JSON Schema of a message's data, derived from the rules of its class. Fields it does not name are allowed: a later
 * minor version may add some. A field that may be left out may also be null.
 */
export function jsonSchemaOf({ type, version, description, payload }: MessageDefinition): JsonSchema {
  const definitions: Definitions = {};
  const schema = objectSchema(payload, definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:edda:${type}:${version}`,
    title: `${type} ${version}`,
    description,
    ...schema,
    ...(Object.keys(definitions).length > 0 && { $defs: definitions }),
  };
}

function objectSchema(payload: MessageClass, definitions: Definitions): JsonSchema {
  const schema = targetConstructorToSchema(payload, {
    additionalConverters: {
      nestedValidation: (meta) => {
        const nested = nestedTypeOf(payload, meta.propertyName);
        // Reserved first, so that classes that hold each other come to an end.
        if (!definitions[nested.name]) {
          definitions[nested.name] = {};
          definitions[nested.name] = objectSchema(nested, definitions);
        }
        return { $ref: `#/$defs/${nested.name}` };
      },
      isHash: SHA256,
    },
  }) as JsonSchema;
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, property]) => [name, schema.required?.includes(name) ? property : nullable(property)] as const,
  );
  const conditions = conditionsOf(payload).map(({ property, when, isOneOf }) => ({
    if: { properties: { [when]: { enum: [...isOneOf] } }, required: [when] },
    then: { properties: { [property]: { not: { type: 'null' } } }, required: [property] },
  }));
  return {
    ...schema,
    properties: Object.fromEntries(properties),
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

function nullable({ description, ...schema }: JsonSchema): JsonSchema {
  return { ...(description && { description }), anyOf: [schema, { type: 'null' }] };
}
