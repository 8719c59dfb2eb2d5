// The types of the client: every operation with what it takes and answers, failures as one, and all error codes.
import openapiTS, { astToString } from 'openapi-typescript';
import { operationsOf, problemsOf } from './problems-of.mjs';

const FAILURE = {
  description: 'A failure',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/ProblemDocument' } } },
};

export async function renderClientTypes(document) {
  const codes = [...new Set([...problemsOf(document)].map(({ code }) => code))].sort();
  const slim = withoutExamples(document);
  for (const { operation } of operationsOf(slim)) {
    const successes = Object.entries(operation.responses).filter(([status]) => status.startsWith('2'));
    operation.responses = { ...Object.fromEntries(successes), default: FAILURE };
  }
  const { schemas } = slim.components;
  const types = await openapiTS({ ...slim, components: { schemas } }, { emptyObjectsUnknown: true, silent: true });
  return [
    '// Made by "npm run docs:openapi" from the OpenAPI document.',
    astToString(types),
    '/** The codes of the problems that the API answers; a later version may have more. */',
    `export type ErrorCode = ${codes.map((code) => JSON.stringify(code)).join(' | ')};`,
    '',
    '/** The writes that take an idempotency key, by method and path. */',
    `export const KEYED_WRITES: ReadonlySet<string> = new Set(${JSON.stringify(keyedWrites(document))});`,
    '',
  ].join('\n');
}

function keyedWrites(document) {
  return [...operationsOf(document)]
    .filter(({ operation }) => operation.parameters?.some(({ name }) => name === 'Idempotency-Key'))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
}

/** A copy in which no value is shown: types have no need of them. */
function withoutExamples(document) {
  const text = JSON.stringify(document, (key, value) =>
    (key === 'example' || key === 'examples') && !isSchemaOfThatName(value) ? undefined : value,
  );
  return JSON.parse(text);
}

/** A property may be called so. */
function isSchemaOfThatName(value) {
  return typeof value === 'object' && value !== null && ('$ref' in value || typeof value.type === 'string');
}
