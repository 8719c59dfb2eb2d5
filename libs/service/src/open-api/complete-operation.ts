import { STATUS_CODES } from 'node:http';
import { exampleId, exampleOf } from './example-of.js';
import { generalProblems } from './general-problems.js';
import type { Method, Operation, SchemaOrRef, Schemas } from './operation.js';
import { PROBLEM_NOTES, type ProblemNote } from './problem-note.js';
import { addProblems } from './problem-responses.js';

type Content = Record<string, { schema?: SchemaOrRef; example?: unknown; examples?: unknown }>;

/** Gives an operation what follows from the rest of it: examples, and a response for each problem. */
export function completeOperation(path: string, method: Method, operation: Operation, schemas: Schemas): void {
  const own = takeNotes(operation);
  for (const parameter of operation.parameters ?? []) {
    if (!('name' in parameter) || !parameter.schema || 'example' in parameter) continue;
    parameter.example = exampleOf(parameter.schema, schemas, parameter.name);
  }
  const body = operation.requestBody;
  if (body && !('$ref' in body)) {
    addExamples(body.content, schemas);
    body.required = Object.values(body.content).some(({ schema }) => schema && hasRequired(schema, schemas));
  }
  for (const [status, response] of Object.entries(operation.responses)) {
    if (!response || '$ref' in response) continue;
    response.description ||= STATUS_CODES[status] ?? status;
    addExamples(response.content ?? {}, schemas);
  }
  const instance = path.replace(/\{(\w+)\}/g, (_match, name: string) => exampleId(name));
  addProblems(operation, [...own, ...generalProblems(path, method, operation)], instance);
}

function takeNotes(operation: Operation & { [PROBLEM_NOTES]?: readonly ProblemNote[] }): readonly ProblemNote[] {
  const { [PROBLEM_NOTES]: notes = [] } = operation;
  delete operation[PROBLEM_NOTES];
  return notes;
}

function addExamples(content: Content, schemas: Schemas): void {
  for (const media of Object.values(content)) {
    if (!media.schema || 'example' in media || 'examples' in media) continue;
    media.example = exampleOf(media.schema, schemas);
  }
}

/** Whether a body must say something: an absent one is taken for one without fields. */
function hasRequired(schema: SchemaOrRef, schemas: Schemas): boolean {
  if ('$ref' in schema) return hasRequired(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  const parts = [...(schema.allOf ?? []), ...(schema.oneOf ?? [])];
  return (schema.required?.length ?? 0) > 0 || parts.some((part) => hasRequired(part, schemas));
}
