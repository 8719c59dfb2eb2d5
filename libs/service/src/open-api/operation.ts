import type { OpenAPIObject } from '@nestjs/swagger';

type PathItem = OpenAPIObject['paths'][string];

export type Operation = NonNullable<PathItem['get']>;
export type Response = Extract<Exclude<Operation['responses'][string], undefined>, { description: string }>;
export type Schema = Exclude<
  NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string],
  { $ref: string }
>;
export type SchemaOrRef = Schema | { $ref: string };
export type Schemas = Readonly<Record<string, SchemaOrRef>>;

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

/** Each operation of a document with where it is found. */
export function* operationsOf(
  document: OpenAPIObject,
): Generator<{ path: string; method: Method; operation: Operation }> {
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = item[method];
      if (operation) yield { path, method, operation };
    }
  }
}

/** Whether an operation may change something. */
export function isWrite(method: Method): boolean {
  return method !== 'get';
}
