import { isDeepStrictEqual } from 'node:util';
import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The document of one service. */
export interface NamedDocument {
  readonly service: string;
  readonly document: OpenAPIObject;
}

const SCHEMA_REF = '#/components/schemas/';

/**
 * One document out of several. Schemas that are the same are shared; of two that only have the same name the later one
 * is renamed after its service.
 *
 * @param base what the whole is called, and its own paths
 */
export function mergeDocuments(base: OpenAPIObject, documents: readonly NamedDocument[]): OpenAPIObject {
  const paths: OpenAPIObject['paths'] = { ...base.paths };
  const schemas: Schemas = { ...base.components?.schemas };
  const tags = [...(base.tags ?? [])];
  for (const { service, document } of documents) {
    const own = document.components?.schemas ?? {};
    const names = newNames(own, schemas, service);
    const renamed = withRefs({ paths: document.paths, schemas: own }, names);
    for (const [name, schema] of Object.entries(renamed.schemas)) schemas[names.get(name) ?? name] = schema;
    for (const [path, item] of Object.entries(renamed.paths)) paths[path] ??= tagged(item, service);
    if (!tags.some(({ name }) => name === service))
      tags.push({ name: service, description: document.info.description ?? '' });
  }
  return { ...base, paths, tags, components: { ...base.components, schemas } };
}

/** The new names of schemas whose names are taken by others. */
function newNames(own: Schemas, taken: Schemas, service: string): Map<string, string> {
  const names = new Map<string, string>();
  for (const [name, schema] of Object.entries(own)) {
    if (!(name in taken) || isDeepStrictEqual(taken[name], schema)) continue;
    let free = `${pascal(service)}${name}`;
    while (free in taken || free in own) free += '_';
    names.set(name, free);
  }
  return names;
}

function withRefs<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (names.size === 0) return value;
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'string' && item.startsWith(SCHEMA_REF)
      ? SCHEMA_REF + (names.get(item.slice(SCHEMA_REF.length)) ?? item.slice(SCHEMA_REF.length))
      : item,
  );
  return JSON.parse(text) as T;
}

/** Operations are listed under the service that answers them. */
function tagged(item: OpenAPIObject['paths'][string], service: string): OpenAPIObject['paths'][string] {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]: [string, unknown]) => [
      method,
      typeof operation === 'object' && operation !== null && 'responses' in operation
        ? { ...operation, tags: [service] }
        : operation,
    ]),
  );
}

function pascal(name: string): string {
  return name.replace(/(?:^|-)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
