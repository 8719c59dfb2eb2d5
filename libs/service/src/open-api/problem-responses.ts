import { STATUS_CODES } from 'node:http';
import { getSchemaPath } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, ProblemDocument, problemDocument } from '../errors/problem-document.js';
import { exampleId } from './example-of.js';
import type { Operation, Response } from './operation.js';
import type { ProblemNote } from './problem-note.js';

const REPEATED: ReadonlySet<number> = new Set([429, 503]);
const RETRY_AFTER = {
  description: 'Seconds to wait before the request is sent again',
  schema: { type: 'integer', minimum: 0, example: 1 },
} as const;

/**
 * Adds problems to the responses of an operation: one response for each status, an example for each code. What is
 * documented already under its code stays as it is.
 *
 * @param instance the path that the examples were asked for
 */
export function addProblems(operation: Operation, problems: readonly ProblemNote[], instance: string): void {
  for (const problem of problems) {
    const { status, code, description } = problem;
    const response = responseOf(operation, status);
    const examples = (response.content![PROBLEM_MEDIA_TYPE]!.examples ??= {});
    if (code in examples) continue;
    examples[code] = { summary: description, value: exampleProblem(problem, instance) };
    const line = `\`${code}\`: ${description}.`;
    response.description = Object.keys(examples).length === 1 ? line : `${response.description}\n\n${line}`;
  }
}

function responseOf(operation: Operation, status: number): Response {
  const known = operation.responses[status];
  if (known && !('$ref' in known) && known.content?.[PROBLEM_MEDIA_TYPE]) return known;
  const response: Response = {
    description: STATUS_CODES[status] ?? 'Error',
    ...(REPEATED.has(status) && { headers: { 'Retry-After': RETRY_AFTER } }),
    content: { [PROBLEM_MEDIA_TYPE]: { schema: { $ref: getSchemaPath(ProblemDocument) } } },
  };
  operation.responses[status] = response;
  return response;
}

function exampleProblem({ status, code, description, detail, fields }: ProblemNote, instance: string): ProblemDocument {
  const correlationId = exampleId('correlationId');
  return problemDocument({ status, code, detail: detail ?? `${description}.`, instance, correlationId, fields });
}
