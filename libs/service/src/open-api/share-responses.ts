import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEM_MEDIA_TYPE, type ProblemDocument } from '../errors/problem-document.js';
import { operationsOf, type Response } from './operation.js';

type Example = Exclude<NonNullable<NonNullable<OpenAPIObject['components']>['examples']>[string], { $ref: string }>;

/**
 * Moves to the components what several operations have in common: the example of each problem, which stands for all
 * paths that answer it, and responses with the same problems, named by their codes.
 */
export function shareResponses(document: OpenAPIObject): OpenAPIObject {
  const examples = shareExamples(document);
  const uses = new Map<string, number>();
  for (const { text } of responsesOf(document)) uses.set(text, (uses.get(text) ?? 0) + 1);
  const shared: Record<string, Response> = {};
  for (const { status, response, text, replace } of responsesOf(document)) {
    const codes = Object.keys(problemExamples(response)).join('-');
    if (codes === '' || (uses.get(text) ?? 0) < 2) continue;
    const name = [codes, `${codes}-${status}`].find((each) => JSON.stringify((shared[each] ??= response)) === text);
    if (name !== undefined) replace({ $ref: `#/components/responses/${name}` });
  }
  const { components } = document;
  return {
    ...document,
    components: {
      ...components,
      examples: { ...components?.examples, ...examples },
      responses: { ...components?.responses, ...shared },
    },
  };
}

/** The first example of each code becomes that of all which only were asked for at another path. */
function shareExamples(document: OpenAPIObject): Record<string, Example> {
  const shared: Record<string, Example> = {};
  for (const { status, response } of responsesOf(document)) {
    const own = problemExamples(response);
    for (const [code, example] of Object.entries(own)) {
      if ('$ref' in example) continue;
      const name = [code, `${code}-${status}`].find(
        (each) => apartFromPath((shared[each] ??= example)) === apartFromPath(example),
      );
      if (name !== undefined) own[code] = { $ref: `#/components/examples/${name}` };
    }
  }
  return shared;
}

function apartFromPath({ summary, value }: Example): string {
  return JSON.stringify({ summary, ...(value as ProblemDocument), instance: '' });
}

function problemExamples({ content }: Response): Record<string, Example | { $ref: string }> {
  return content?.[PROBLEM_MEDIA_TYPE]?.examples ?? {};
}

function* responsesOf(
  document: OpenAPIObject,
): Generator<{ status: string; response: Response; text: string; replace(reference: { $ref: string }): void }> {
  for (const { operation } of operationsOf(document)) {
    for (const [status, response] of Object.entries(operation.responses)) {
      if (!response || '$ref' in response) continue;
      const replace = (reference: { $ref: string }): void => void (operation.responses[status] = reference);
      yield { status, response, text: JSON.stringify(response), replace };
    }
  }
}
