import type { PublishedMessage } from '../../compatibility/published-message.js';
import type { JsonSchema } from '../../schema/json-schema.js';

/** Under which name the payload of a version stands among the schemas of the document. */
export function schemaKey({ type, version }: Pick<PublishedMessage, 'type' | 'version'>): string {
  return `${type}-${version}`;
}

/** The schema of a payload and those of the objects in it, which refer to each other by their names in the document. */
export function payloadSchemas(message: PublishedMessage): Record<string, JsonSchema> {
  const { $schema: _, $id: __, $defs = {}, ...schema } = message.schema;
  const nameOf = (definition: string): string => `${schemaKey(message)}.${definition}`;
  const moved = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(moved);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(
      Object.entries(part).map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? `#/components/schemas/${nameOf(value.replace('#/$defs/', ''))}`
          : moved(value),
      ]),
    );
  };
  return Object.fromEntries([
    [schemaKey(message), moved(schema) as JsonSchema],
    ...Object.entries($defs).map(([name, definition]) => [nameOf(name), moved(definition) as JsonSchema] as const),
  ]);
}
