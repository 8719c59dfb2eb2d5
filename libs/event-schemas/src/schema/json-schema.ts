import { targetConstructorToSchema } from 'class-validator-jsonschema';
import type { MessageClass, MessageDefinition } from '../message-definition.js';
import { personalProperties } from '../personal-data/personal.js';
import { nestedProperties, nestedTypeOf } from './nested.js';
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

/** The nested classes by their names, which stand in the schema. */
type Definitions = Map<string, { readonly type: MessageClass; schema: JsonSchema }>;

const SHA256 = { type: 'string', pattern: '^[a-fA-F0-9]{64}$' } as const;
/** Wider than `date-time`: a date, a week or a local time will do. No format of JSON Schema says that. */
const ISO_8601 = { type: 'string', format: 'iso8601' } as const;
const URL_TEXT = { type: 'string', format: 'iri' } as const;

/**
 * The JSON Schema of a message's data as its readers get it, derived from the rules of its class. Fields it does not name
 * are allowed: a later minor version may add some. A field that may be left out may also be null. Under `x-personal`
 * stands the field that holds the subject of a personal one.
 */
export function jsonSchemaOf({ type, version, description, payload }: MessageDefinition): JsonSchema {
  const definitions: Definitions = new Map();
  const schema = objectSchema(payload, definitions);
  const nested = [...definitions].map(([name, definition]) => [name, definition.schema]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:edda:${type}:${version}`,
    title: `${type} ${version}`,
    description,
    ...schema,
    ...(nested.length > 0 && { $defs: Object.fromEntries(nested) as Record<string, JsonSchema> }),
  };
}

function objectSchema(payload: MessageClass, definitions: Definitions): JsonSchema {
  const nested = new Set(nestedProperties(payload).map(({ name }) => name));
  const schema = targetConstructorToSchema(payload, {
    additionalConverters: {
      nestedValidation: (meta) => {
        const type = nestedTypeOf(payload, meta.propertyName);
        const known = definitions.get(type.name);
        if (known && known.type !== type) {
          throw new Error(
            `${payload.name}.${meta.propertyName}: two classes called ${type.name} are nested in one message; give one of them another name.`,
          );
        }
        // Reserved first, so that classes that hold each other come to an end.
        if (!known) {
          const definition = { type, schema: {} };
          definitions.set(type.name, definition);
          definition.schema = objectSchema(type, definitions);
        }
        return { $ref: `#/$defs/${type.name}` };
      },
      // A rule that somebody made has no keyword.
      customValidation: {},
      // The reference says it.
      isObject: (meta) => (nested.has(meta.propertyName) ? {} : { type: 'object' }),
      isHash: SHA256,
      isIso8601: ISO_8601,
      // Beside a type of its own, which the library's would replace: an integer would be any number.
      min: ({ constraints }) => ({ minimum: constraints[0] as number }),
      max: ({ constraints }) => ({ maximum: constraints[0] as number }),
      isUrl: URL_TEXT,
    },
  }) as JsonSchema;
  const personal = personalProperties(payload);
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const subject = personal.get(name)?.subject;
    const value = schema.required?.includes(name) ? property : nullable(property);
    return [name, subject === undefined ? value : { ...value, 'x-personal': subject }] as const;
  });
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
