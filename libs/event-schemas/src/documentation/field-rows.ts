import type { JsonSchema } from '../schema/json-schema.js';

/** A field as the reader of a message finds it. */
export interface FieldRow {
  /** Path from the data's root, such as `modules[].items[].prompt`. */
  path: string;
  type: string;
  isRequired: boolean;
  description: string;
}

/** The fields of a message's data, nested ones behind the field that holds them. */
export function fieldRows(root: JsonSchema): FieldRow[] {
  return rowsOf(root, root, '');
}

function rowsOf(root: JsonSchema, holder: JsonSchema, prefix: string): FieldRow[] {
  return Object.entries(holder.properties ?? {}).flatMap(([name, property]) => {
    const isRequired = holder.required?.includes(name) ?? false;
    const schema = property.anyOf?.[0] ?? property;
    const path = prefix + name;
    const nested = resolve(root, schema.items ?? schema);
    return [
      { path, type: typeOf(schema), isRequired, description: meaningOf(property) },
      ...(nested ? rowsOf(root, nested, `${path}${schema.items ? '[]' : ''}.`) : []),
    ];
  });
}

function resolve(root: JsonSchema, { $ref }: JsonSchema): JsonSchema | undefined {
  return $ref === undefined ? undefined : root.$defs?.[$ref.replace('#/$defs/', '')];
}

function meaningOf({ description, 'x-personal': subject }: JsonSchema): string {
  const personal = typeof subject === 'string' ? [`Personal data of the subject in \`${subject}\`: encrypted.`] : [];
  return [...(description ? [description] : []), ...personal].join(' ');
}

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(', ');
  if (schema.type === 'array') return schema.items ? `list of ${typeOf(schema.items)}` : 'list';
  if (schema.pattern) return 'SHA-256, hexadecimal';
  if (schema.format === 'uuid') return 'UUID';
  if (schema.format === 'iso8601') return 'ISO 8601 time';
  const type = schema.$ref ? 'object' : typeof schema.type === 'string' ? schema.type : 'any';
  return type + rangeOf(schema);
}

function rangeOf({ minimum, maximum, minLength, maxLength }: JsonSchema): string {
  const [low, high, what] = [minimum ?? minLength, maximum ?? maxLength, minimum ?? maximum];
  const unit = what === undefined ? ' characters' : '';
  if (low !== undefined && high !== undefined) return `, ${String(low)} to ${String(high)}${unit}`;
  if (low !== undefined) return `, at least ${String(low)}${unit}`;
  return high === undefined ? '' : `, at most ${String(high)}${unit}`;
}
