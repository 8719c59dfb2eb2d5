import { createHash } from 'node:crypto';
import type { Schema, SchemaOrRef, Schemas } from './operation.js';

const SCHEMA_REF = '#/components/schemas/';
/** Schemas that hold themselves end here. */
const DEEPEST = 12;

/**
 * A value that fits a schema, made of the examples of its properties. Ids are derived from the name of what they are the
 * id of, so that the same id stands wherever the same thing is meant.
 */
export function exampleOf(schema: SchemaOrRef, schemas: Schemas, name = '', depth = 0): unknown {
  if (depth > DEEPEST) return null;
  const own = asSchema(schema);
  if (own && 'example' in own) return own.example as unknown;
  const plain = own ?? resolved(schema, schemas);
  if ('example' in plain) return plain.example as unknown;
  const inner = (each: SchemaOrRef, of = name): unknown => exampleOf(each, schemas, of, depth + 1);
  const parts = plain.allOf?.map((part) => inner(part));
  if (parts?.length === 1) return parts[0];
  if (parts) return Object.assign({}, ...parts) as unknown;
  const [choice] = plain.oneOf ?? plain.anyOf ?? [];
  if (choice) return inner(choice);
  if (plain.default !== undefined) return plain.default as unknown;
  if (plain.enum) return plain.enum.find((value) => value !== null) as unknown;
  if (plain.type === 'array') return plain.items ? [inner(plain.items)] : [];
  if (plain.properties) {
    return Object.fromEntries(Object.entries(plain.properties).map(([key, value]) => [key, inner(value, key)]));
  }
  return plain.type === 'object' ? {} : scalar(plain, name);
}

function scalar({ type, format, nullable, minimum }: Schema, name: string): unknown {
  if (format === 'uuid') return exampleId(name);
  if (format === 'date-time') return '2026-01-15T09:30:00.000Z';
  if (type === 'boolean') return true;
  if (nullable === true || type === undefined) return null;
  return type === 'string' ? name : (minimum ?? 1);
}

/** The id that examples have for a thing, such as `workflowId`: a UUID of version 7. */
export function exampleId(name: string): string {
  return `0199c3a0-5d0e-7f2b-9a01-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

function asSchema(schema: SchemaOrRef): Schema | undefined {
  return '$ref' in schema ? undefined : schema;
}

function resolved(schema: SchemaOrRef, schemas: Schemas): Schema {
  let at: SchemaOrRef | undefined = schema;
  while (at && '$ref' in at) at = schemas[at.$ref.slice(SCHEMA_REF.length)];
  return at ?? {};
}
